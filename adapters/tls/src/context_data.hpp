/// @file
/// What a context and each of its sessions hold.

#pragma once

#include "plumbline/adapters/tls/context.hpp"
#include "plumbline/core/owned.hpp"
#include "plumbline/crypto/certificate.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::tls {

struct Context : std::enable_shared_from_this<Context> {
  Owned<SSL_CTX, SSL_CTX_free> handle;
  bool datagrams = false;  ///< DTLS
  std::vector<crypto::Certificate> anchors;
  /// As a client.
  std::optional<harness::PskCredential> psk;
  std::optional<crypto::ExpectedIdentity> server;
  std::string server_name;
  /// As a server.
  std::function<std::shared_ptr<const crypto::SecretBytes>(std::string_view identity)> psk_lookup;
  std::vector<crypto::IdentityKind> client_identities;
};

/// Travels with an SSL object.
struct SessionState {
  std::shared_ptr<const Context> context;
  std::string psk_identity;  ///< last one offered or looked up with success
  std::string peer;          ///< identity in the certificate that was accepted
  std::string refusal;       ///< why this end refuses the peer
};

/// Errc::unsupported for a version that DTLS does not have here.
[[nodiscard]] Result<void> check_datagram_version(harness::TlsVersion high);

/// Puts settings into `context.handle`; errors as of make_client_context(), make_server_context().
[[nodiscard]] Result<void> set_up_client(Context& context,
                                         const harness::TlsClientOptions& options);
[[nodiscard]] Result<void> set_up_server(Context& context,
                                         const harness::TlsServerOptions& options);

/// The context of a session that a library made from an adopted SSL_CTX.
[[nodiscard]] std::shared_ptr<const Context> owner_of(const SSL* session);

/// Attaches `state`; freed with the session.
void attach_state(SSL* session, SessionState state);
/// Of a session that a library made, too, which gets its state with the first look at it.
[[nodiscard]] SessionState& state_of(const SSL* session);

/// SSL_CTX_set_psk_{client,server}_callback.
unsigned offer_psk(SSL* session,
                   const char* hint,
                   char* identity,
                   unsigned identity_room,
                   unsigned char* key,
                   unsigned key_room);
unsigned look_up_psk(SSL* session, const char* identity, unsigned char* key, unsigned key_room);

/// SSL_CTX_set_cert_verify_callback: path, profile and identity as TS-0003 clause 8.1.2.5.
int verify_peer(X509_STORE_CTX* store, void* unused);

/// Installs chain and private key.
[[nodiscard]] Result<void> use_certificate(SSL_CTX* context,
                                           const harness::CertificateCredential& credential);

/// Why OpenSSL failed last; empties its queue.
[[nodiscard]] std::string last_openssl_error();

}  // namespace plumbline::adapters::tls
