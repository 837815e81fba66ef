#include "plumbline/core/clock.hpp"

#include "context_data.hpp"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

namespace plumbline::adapters::tls {
namespace {

constexpr int kMaxChain = 10;

Result<std::vector<crypto::Certificate>> chain_of(X509_STORE_CTX* store) {
  const auto* sent = X509_STORE_CTX_get0_untrusted(store);
  const int count = sk_X509_num(sent);
  if (count < 1 || count > kMaxChain) {
    return fail(Errc::authentication_failed, "chain of " + std::to_string(count));
  }
  std::vector<crypto::Certificate> chain;
  for (int i = 0; i < count; ++i) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(sk_X509_value(sent, i), &der);
    const std::unique_ptr<unsigned char, decltype([](auto* p) { OPENSSL_free(p); })> owner{der};
    if (size <= 0) {
      return fail(Errc::malformed, "certificate");
    }
    PLUMBLINE_TRY(auto certificate,
                  crypto::Certificate::from_der({der, static_cast<std::size_t>(size)}));
    chain.push_back(std::move(certificate));
  }
  return chain;
}

/// Any one SAN value: for a client that knows its server by the anchors alone.
Result<crypto::ExpectedIdentity> own_identity(const crypto::Certificate& certificate) {
  if (const auto names = certificate.dns_names(); !names.empty()) {
    return crypto::ExpectedIdentity{.kind = crypto::IdentityKind::fqdn, .value = names.front()};
  }
  if (const auto uris = certificate.uris(); !uris.empty()) {
    return crypto::ExpectedIdentity{.kind = crypto::IdentityKind::node_id, .value = uris.front()};
  }
  return fail(Errc::authentication_failed, "no subjectAltName");
}

/// The identity of the first flavour that a client's certificate has.
Result<crypto::ExpectedIdentity> client_identity(const std::vector<crypto::IdentityKind>& kinds,
                                                 const crypto::Certificate& certificate) {
  Result<std::string> value = fail(Errc::authentication_failed, "no flavour of certificate");
  for (const crypto::IdentityKind kind : kinds) {
    value = crypto::identity_of(certificate, kind);
    if (value) {
      return crypto::ExpectedIdentity{.kind = kind, .value = std::move(value).value()};
    }
  }
  return value.error();
}

Result<crypto::ExpectedIdentity> expected_of(const Context& context,
                                             const crypto::Certificate& certificate) {
  if (!context.client_identities.empty()) {
    return client_identity(context.client_identities, certificate);
  }
  if (context.server) {
    return *context.server;
  }
  return own_identity(certificate);
}

Result<std::string> accepted_identity(const Context& context, X509_STORE_CTX* store) {
  PLUMBLINE_TRY(auto chain, chain_of(store));
  PLUMBLINE_TRY(auto expected, expected_of(context, chain.front()));
  PLUMBLINE_TRY(crypto::verify_certificate(chain, context.anchors, expected, SystemClock{}.now()));
  return std::move(expected.value);
}

}  // namespace

int verify_peer(X509_STORE_CTX* store, void* /*unused*/) {
  const auto* session = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto& state = state_of(session);
  auto identity = accepted_identity(*state.context, store);
  if (identity) {
    state.peer = std::move(identity).value();
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
  }
  state.refusal = "certificate: " + identity.error().detail;
  // OpenSSL makes the alert from this: certificate_expired or bad_certificate.
  X509_STORE_CTX_set_error(store,
                           identity.error().code == Errc::expired ? X509_V_ERR_CERT_HAS_EXPIRED
                                                                  : X509_V_ERR_CERT_REJECTED);
  return 0;
}

}  // namespace plumbline::adapters::tls
