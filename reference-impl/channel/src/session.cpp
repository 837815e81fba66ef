#include "session.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <string>
#include <utility>

namespace plumbline::channel {
namespace {

constexpr int kLongestChain = 16;

Result<crypto::Certificate> parsed(const X509* x509) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(x509, &der);
  const std::unique_ptr<unsigned char, decltype([](auto* p) { OPENSSL_free(p); })> owner{der};
  if (size <= 0) {
    return fail(Errc::malformed, "certificate of the peer");
  }
  return crypto::Certificate::from_der({der, static_cast<std::size_t>(size)});
}

Result<std::vector<crypto::Certificate>> chain_in(const X509_STORE_CTX* store) {
  const auto* const sent = X509_STORE_CTX_get0_untrusted(store);
  const int count = sk_X509_num(sent);
  if (count < 1 || count > kLongestChain) {
    return fail(Errc::authentication_failed, "not 1 to 16 certificates of the peer");
  }
  std::vector<crypto::Certificate> chain;
  for (int i = 0; i < count; ++i) {
    PLUMBLINE_TRY(auto certificate, parsed(sk_X509_value(sent, i)));
    chain.push_back(std::move(certificate));
  }
  return chain;
}

Result<void> accept(Session& session, const X509_STORE_CTX* store) {
  PLUMBLINE_TRY(auto chain, chain_in(store));
  PLUMBLINE_TRY(session.options.check(chain));
  session.peer_chain = std::move(chain);
  return success();
}

}  // namespace

Bytes protocol_list(std::string_view protocol) {
  const auto size = static_cast<std::uint8_t>(protocol.size());
  return concat({{&size, 1}, as_bytes(protocol)});
}

Session::Session(std::shared_ptr<const Context> with, PeerOptions peer)
    : context(std::move(with)),
      options(std::move(peer)),
      handle(ssl::require<decltype(handle)>(SSL_new(context->handle.get()), "SSL_new")) {
  if (context->role == Role::client) {
    SSL_set_connect_state(handle.get());
  } else {
    SSL_set_accept_state(handle.get());
  }
  if (!options.server_name.empty()) {
    // The macro SSL_set_tlsext_host_name() holds an old-style cast.
    ssl::check(SSL_ctrl(handle.get(),
                        SSL_CTRL_SET_TLSEXT_HOSTNAME,
                        TLSEXT_NAMETYPE_host_name,
                        options.server_name.data()),
               "SSL_set_tlsext_host_name");
  }
  if (!options.protocol.empty()) {
    const Bytes names = protocol_list(options.protocol);
    ssl::check(SSL_set_alpn_protos(
                   handle.get(), names.data(), static_cast<unsigned int>(names.size())) == 0
                   ? 1
                   : 0,
               "SSL_set_alpn_protos");
  }
  SSL_set_ex_data(handle.get(), 0, this);
}

Result<void> Session::shake_hands() {
  ERR_clear_error();
  const int result = SSL_do_handshake(handle.get());
  if (result == 1 || SSL_get_error(handle.get(), result) == SSL_ERROR_WANT_READ) {
    return success();
  }
  return failure();
}

bool Session::finished() const noexcept {
  return !failed && SSL_is_init_finished(handle.get()) == 1;
}

Error Session::failure() {
  const unsigned long code = ERR_peek_error();
  const int reason = ERR_GET_REASON(code);
  const std::string text = ssl::take_reason();
  if (refusal) {
    return *refusal;
  }
  if (reason == SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE) {
    return fail(Errc::authentication_failed, "the peer has sent no certificate");
  }
  // From there on OpenSSL's reasons are the numbers of alerts that came.
  const bool alert = ERR_GET_LIB(code) == ERR_LIB_SSL && reason >= SSL_AD_REASON_OFFSET;
  return fail(Errc::unreachable, (alert ? "the peer refused: " : "handshake: ") + text);
}

Result<crypto::SecretBytes> Session::exported(std::string_view label, std::size_t size) const {
  crypto::SecretBytes out{size};
  const auto room = out.expose_mutable();
  // Without a context, which differs from an empty one.
  ssl::check(SSL_export_keying_material(
                 handle.get(), room.data(), room.size(), label.data(), label.size(), nullptr, 0, 0),
             "SSL_export_keying_material");
  return out;
}

Session& session_of(const SSL* handle) {
  return *static_cast<Session*>(SSL_get_ex_data(handle, 0));
}

int verify_peer(X509_STORE_CTX* store, void* /*unused*/) {
  auto& session = session_of(static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx())));
  const auto accepted = accept(session, store);
  if (accepted) {
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
  }
  // OpenSSL makes the alert from this: certificate_expired or bad_certificate.
  X509_STORE_CTX_set_error(store,
                           accepted.error().code == Errc::expired ? X509_V_ERR_CERT_HAS_EXPIRED
                                                                  : X509_V_ERR_CERT_REJECTED);
  session.refusal = accepted.error();
  return 0;
}

}  // namespace plumbline::channel
