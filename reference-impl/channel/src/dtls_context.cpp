#include "plumbline/channel/dtls_context.hpp"

#include "plumbline/crypto/hmac.hpp"
#include "plumbline/crypto/random.hpp"

#include "context_setup.hpp"
#include "session.hpp"

#include <algorithm>
#include <cstring>

namespace plumbline::channel {
namespace {

/// RFC 4279 clause 5.3 and TS-0003 clause 10.2.
constexpr std::size_t kLongestIdentity = 128;
constexpr std::size_t kLongestKey = 256;
constexpr std::size_t kCookieSecret = 32;

unsigned int offer_key(SSL* handle,
                       const char* /*hint*/,
                       char* identity,
                       unsigned int identity_room,
                       unsigned char* key,
                       unsigned int key_room) {
  const auto& own = session_of(handle).context->psk;
  // Its identity is copied with the zero octet at its end.
  if (!own || own->identity.size() >= identity_room || own->key.size() > key_room) {
    return 0;
  }
  std::memcpy(identity, own->identity.c_str(), own->identity.size() + 1);
  std::ranges::copy(own->key.expose(), key);
  return static_cast<unsigned int>(own->key.size());
}

unsigned int find_key(SSL* handle, const char* identity, unsigned char* key, unsigned int room) {
  Session& session = session_of(handle);
  Result<crypto::SecretBytes> found = session.options.find_key
                                          ? session.options.find_key(identity)
                                          : fail(Errc::key_not_found, "no pre-shared key is known");
  if (found && (found.value().empty() || found.value().size() > room)) {
    found = fail(Errc::invalid_length, "pre-shared key of the peer");
  }
  if (!found) {
    session.refusal = found.error();
    return 0;
  }
  session.peer_identity = identity;
  std::ranges::copy(found.value().expose(), key);
  return static_cast<unsigned int>(found.value().size());
}

crypto::SecretBytes cookie_for(const Session& session) {
  return crypto::hmac(crypto::HashAlgorithm::sha256,
                      session.context->cookie_secret.expose(),
                      {as_bytes(session.options.address)});
}

int make_cookie(SSL* handle, unsigned char* cookie, unsigned int* size) {
  const auto made = cookie_for(session_of(handle));
  std::ranges::copy(made.expose(), cookie);
  *size = static_cast<unsigned int>(made.size());
  return 1;
}

int check_cookie(SSL* handle, const unsigned char* cookie, unsigned int size) {
  return cookie_for(session_of(handle)) == crypto::SecretBytes{ByteView{cookie, size}} ? 1 : 0;
}

/// The protocol of the session and no other (RFC 7301 clause 3.2).
int select_protocol(SSL* handle,
                    const unsigned char** chosen,
                    unsigned char* size,
                    const unsigned char* offered,
                    unsigned int offered_size,
                    void* /*unused*/) {
  const std::string& own = session_of(handle).options.protocol;
  if (own.empty()) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  const ByteView list{offered, offered_size};
  for (std::size_t at = 0; at < list.size(); at += list[at] + std::size_t{1}) {
    const ByteView name = list.subspan(at + 1, list[at]);
    if (as_text(name) == own) {
      *chosen = name.data();
      *size = list[at];
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

Result<void> check_suites(const DtlsOptions& options) {
  const auto with_key = std::ranges::count_if(options.suites, needs_pre_shared_key);
  const auto with_certificate = std::ssize(options.suites) - with_key;
  if (options.role == Role::client) {
    if (with_key > 0 && with_certificate > 0) {
      // A server may choose one in which the client stays unknown.
      return fail(Errc::invalid_value, "suites for keys beside suites for certificates");
    }
    if (with_key > 0 && options.psk == nullptr) {
      return fail(Errc::invalid_value, "suites for pre-shared keys, and no key");
    }
  } else if (with_certificate > 0 && options.certificate == nullptr) {
    return fail(Errc::invalid_value, "suites for certificates, and no certificate");
  }
  return success();
}

Result<void> use_key(Context& context, const PskCredential& psk) {
  if (psk.identity.empty() || psk.identity.size() > kLongestIdentity ||
      psk.identity.find('\0') != std::string::npos) {
    return fail(Errc::invalid_value, "psk_identity: empty, over 128 octets or with a zero octet");
  }
  if (psk.key.empty() || psk.key.size() > kLongestKey) {
    return fail(Errc::invalid_value, "pre-shared key: empty or over 256 octets");
  }
  context.psk.emplace(psk.identity, psk.key.clone());
  SSL_CTX_set_psk_client_callback(context.handle.get(), offer_key);
  return success();
}

void serve(Context& context, bool authenticates_clients) {
  SSL_CTX* const handle = context.handle.get();
  crypto::SystemRandom random;
  context.cookie_secret = crypto::random_secret(random, kCookieSecret);
  SSL_CTX_set_cookie_generate_cb(handle, make_cookie);
  SSL_CTX_set_cookie_verify_cb(handle, check_cookie);
  SSL_CTX_set_psk_server_callback(handle, find_key);
  SSL_CTX_set_alpn_select_cb(handle, select_protocol, nullptr);
  // The macro SSL_CTX_set_dh_auto() holds an old-style cast.
  SSL_CTX_ctrl(handle, SSL_CTRL_SET_DH_AUTO, 1, nullptr);
  SSL_CTX_set_verify(
      handle,
      authenticates_clients ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_NONE,
      nullptr);
}

}  // namespace

Result<std::shared_ptr<const Context>> make_dtls_context(const DtlsOptions& options) {
  if (options.mtu < kSmallestMtu || options.mtu > kLargestMtu) {
    return fail(Errc::invalid_value, "MTU: not 256 to 16384 octets");
  }
  PLUMBLINE_TRY(check_suites(options));
  auto context = new_context(options.role, Transport::datagrams);
  context->mtu = options.mtu;
  // With it OpenSSL 3.0 ends the session at a forged record instead of dropping that (RFC 6347
  // clause 4.1.2.7): one who can only inject octets could end any session with a CBC suite.
  SSL_CTX_set_options(context->handle.get(), SSL_OP_NO_ENCRYPT_THEN_MAC);
  PLUMBLINE_TRY(use_suites(context->handle.get(), options.suites));
  if (options.certificate != nullptr) {
    PLUMBLINE_TRY(use_credential(context->handle.get(), *options.certificate));
  }
  if (options.role == Role::server) {
    serve(*context, options.authenticates_clients);
  } else {
    SSL_CTX_set_verify(context->handle.get(), SSL_VERIFY_PEER, nullptr);
    if (options.psk != nullptr) {
      PLUMBLINE_TRY(use_key(*context, *options.psk));
    }
  }
  return std::shared_ptr<const Context>{std::move(context)};
}

}  // namespace plumbline::channel
