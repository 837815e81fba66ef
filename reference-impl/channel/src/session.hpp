/// @file
/// A TLS or DTLS session without the way that its octets take. Private to src/.

#pragma once

#include "plumbline/channel/tls_context.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include "ssl.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::channel {

struct Session {
  /// Ready to shake hands once it has its BIOs. It must stay where it is.
  Session(std::shared_ptr<const Context> context, PeerOptions peer);

  std::shared_ptr<const Context> context;
  PeerOptions options;
  ssl::Ptr<SSL, SSL_free> handle;
  std::vector<crypto::Certificate> peer_chain;  ///< accepted
  std::string peer_identity;                    ///< of a client's pre-shared key that was found
  std::optional<Error> refusal;                 ///< of the peer's certificates or identity
  bool failed = false;

  /// Goes on with the handshake as far as it can.
  /// @return as TlsEndpoint::advance, its errors for size and time aside
  [[nodiscard]] Result<void> shake_hands();

  [[nodiscard]] bool finished() const noexcept;

  /// Why OpenSSL failed, or the peer was refused; empties this thread's queue.
  [[nodiscard]] Error failure();

  [[nodiscard]] Result<crypto::SecretBytes> exported(std::string_view label,
                                                     std::size_t size) const;
};

/// The session that a callback of OpenSSL is called for.
[[nodiscard]] Session& session_of(const SSL* handle);

/// The list of one protocol as it stands in the extension (RFC 7301 clause 3.1).
[[nodiscard]] Bytes protocol_list(std::string_view protocol);

/// SSL_CTX_set_cert_verify_callback: gives the chain to the PeerCheck of the session.
int verify_peer(X509_STORE_CTX* store, void* unused);

}  // namespace plumbline::channel
