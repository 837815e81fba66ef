#include "context_data.hpp"

#include <algorithm>
#include <new>

namespace plumbline::adapters::tls {
namespace {

/// TS-0003 clause 10.2 demands the CBC suites; the AEAD ones go first.
constexpr std::string_view kPskSuites =
    "PSK-AES128-GCM-SHA256:PSK-AES128-CBC-SHA256:PSK-AES128-CCM8:ECDHE-PSK-CHACHA20-POLY1305:"
    "ECDHE-PSK-AES128-CBC-SHA256";
constexpr std::string_view kCertificateSuites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-CCM8:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-AES128-GCM-SHA256";
/// RFC 8446 clause 4.2.11: an external PSK is bound to one hash, SHA-256 unless told otherwise.
constexpr const char* kSha256Suites13 = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256";
/// RFC 4279 clause 5.3 and TS-0003 clause 10.2.
constexpr std::size_t kMaxIdentity = 128;
/// RFC 4279 clause 5.3: "up to 64 octets"; OpenSSL takes more.
constexpr std::size_t kMaxPsk = PSK_MAX_PSK_LEN;

int number_of(harness::TlsVersion version, bool datagrams) {
  if (datagrams) {
    return DTLS1_2_VERSION;
  }
  return version == harness::TlsVersion::tls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
}

struct Versions {
  harness::TlsVersion low;
  harness::TlsVersion high;
};

Result<void> restrict_protocol(SSL_CTX* context, const Versions& versions, bool datagrams) {
  if (versions.low > versions.high) {
    return fail(Errc::malformed, "lowest TLS version above the highest");
  }
  SSL_CTX_set_min_proto_version(context, number_of(versions.low, datagrams));
  SSL_CTX_set_max_proto_version(context, number_of(versions.high, datagrams));
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  return success();
}

Result<void> set_suites(SSL_CTX* context, const std::string& list, bool psk) {
  if (SSL_CTX_set_cipher_list(context, list.c_str()) != 1) {
    return fail(Errc::malformed, "cipher list '" + list + "': " + last_openssl_error());
  }
  if (psk && SSL_CTX_set_ciphersuites(context, kSha256Suites13) != 1) {
    return fail(Errc::unsupported, "TLS 1.3 suites: " + last_openssl_error());
  }
  return success();
}

std::string suites_for(bool psk, bool certificate) {
  std::string list;
  if (psk) {
    list += kPskSuites;
  }
  if (certificate) {
    list += list.empty() ? "" : ":";
    list += kCertificateSuites;
  }
  return list;
}

Result<void> check_psk(const harness::PskCredential& psk) {
  if (psk.identity.empty() || psk.identity.size() > kMaxIdentity ||
      psk.identity.find('\0') != std::string::npos) {
    return fail(Errc::malformed, "psk_identity: empty, over 128 octets or with a NUL octet");
  }
  if (psk.key == nullptr || psk.key->empty() || psk.key->size() > kMaxPsk) {
    return fail(Errc::malformed, "pre-shared key of '" + psk.identity + "': empty or too long");
  }
  return success();
}

Result<void> add_anchors(Context& context, const std::vector<std::string>& anchors) {
  for (const auto& pem : anchors) {
    PLUMBLINE_TRY(auto certificates, crypto::Certificate::chain_from_pem(pem));
    std::ranges::move(certificates, std::back_inserter(context.anchors));
  }
  return success();
}

std::shared_ptr<Context> new_context(const SSL_METHOD* method) {
  auto context = std::make_shared<Context>();
  context->handle.reset(SSL_CTX_new(method));
  if (context->handle == nullptr) {
    throw std::bad_alloc{};
  }
  return context;
}

Result<void> set_up(Context& context,
                    const Versions& versions,
                    const std::vector<std::string>& anchors) {
  PLUMBLINE_TRY(restrict_protocol(context.handle.get(), versions, context.datagrams));
  PLUMBLINE_TRY(add_anchors(context, anchors));
  SSL_CTX_set_cert_verify_callback(context.handle.get(), verify_peer, nullptr);
  return success();
}

}  // namespace

Result<std::shared_ptr<const Context>> make_client_context(
    const harness::TlsClientOptions& options) {
  auto context = new_context(TLS_client_method());
  PLUMBLINE_TRY(set_up_client(*context, options));
  return std::shared_ptr<const Context>{std::move(context)};
}

Result<std::shared_ptr<const Context>> make_server_context(
    const harness::TlsServerOptions& options) {
  auto context = new_context(TLS_server_method());
  PLUMBLINE_TRY(set_up_server(*context, options));
  return std::shared_ptr<const Context>{std::move(context)};
}

Result<std::shared_ptr<const Context>> make_datagram_client_context(
    const harness::TlsClientOptions& options) {
  PLUMBLINE_TRY(check_datagram_version(options.max_version));
  auto context = new_context(DTLS_client_method());
  context->datagrams = true;
  PLUMBLINE_TRY(set_up_client(*context, options));
  return std::shared_ptr<const Context>{std::move(context)};
}

Result<void> check_datagram_version(harness::TlsVersion high) {
  if (high != harness::TlsVersion::tls12) {
    return fail(Errc::unsupported, "DTLS 1.3: DTLS 1.2 is the highest version");
  }
  return success();
}

Result<void> set_up_client(Context& context, const harness::TlsClientOptions& options) {
  PLUMBLINE_TRY(set_up(context, {options.min_version, options.max_version}, options.anchors_pem));
  auto* handle = context.handle.get();
  context.server = options.server;
  context.server_name = options.server_name;
  const auto* psk = std::get_if<harness::PskCredential>(&options.credential);
  if (psk == nullptr && context.anchors.empty()) {
    return fail(Errc::malformed, "neither a pre-shared key nor anchors to know the server by");
  }
  if (psk != nullptr) {
    PLUMBLINE_TRY(check_psk(*psk));
    context.psk = *psk;
    SSL_CTX_set_psk_client_callback(handle, offer_psk);
  }
  if (const auto* own = std::get_if<harness::CertificateCredential>(&options.credential)) {
    PLUMBLINE_TRY(use_certificate(handle, *own));
  }
  PLUMBLINE_TRY(set_suites(handle,
                           options.ciphers.empty()
                               // With a key, no suite in which the client would stay unknown.
                               ? suites_for(psk != nullptr, psk == nullptr)
                               : options.ciphers,
                           psk != nullptr));
  SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nullptr);
  return success();
}

Result<void> set_up_server(Context& context, const harness::TlsServerOptions& options) {
  PLUMBLINE_TRY(set_up(context, {options.min_version, options.max_version}, options.anchors_pem));
  auto* handle = context.handle.get();
  context.client_identities = options.client_identities;
  const bool psk = static_cast<bool>(options.psk);
  if (!psk && !options.certificate) {
    return fail(Errc::malformed, "neither pre-shared keys nor a certificate for the server");
  }
  if (!psk && options.require_client_authentication && context.anchors.empty()) {
    return fail(Errc::malformed, "no anchors to know the clients by");
  }
  if (psk) {
    context.psk_lookup = options.psk;
    SSL_CTX_set_psk_server_callback(handle, look_up_psk);
  }
  if (options.certificate) {
    PLUMBLINE_TRY(use_certificate(handle, *options.certificate));
  }
  PLUMBLINE_TRY(set_suites(
      handle,
      options.ciphers.empty() ? suites_for(psk, options.certificate.has_value()) : options.ciphers,
      psk));
  // OpenSSL asks for it when a PSK of TLS 1.3 meets certificate verification.
  static constexpr std::string_view kSessionContext = "plumbline";
  SSL_CTX_set_session_id_context(handle, as_bytes(kSessionContext).data(), kSessionContext.size());
  const int required = options.require_client_authentication ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0;
  const int verify = context.anchors.empty() && required == 0 ? SSL_VERIFY_NONE : SSL_VERIFY_PEER;
  SSL_CTX_set_verify(handle, verify | required, nullptr);
  return success();
}

std::shared_ptr<ssl_st> new_session(const std::shared_ptr<const Context>& context) {
  std::shared_ptr<SSL> session{SSL_new(context->handle.get()), FreedBy<SSL_free>{}};
  if (session == nullptr) {
    throw std::bad_alloc{};
  }
  attach_state(session.get(), {.context = context, .psk_identity = {}, .peer = {}, .refusal = {}});
  if (auto name = context->server_name; !name.empty()) {
    // The macro SSL_set_tlsext_host_name() holds an old-style cast.
    SSL_ctrl(session.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  }
  return session;
}

}  // namespace plumbline::adapters::tls
