/// @file
/// One end of a TLS 1.2 session: octets in, octets out. No socket, thread or clock.

#pragma once

#include "plumbline/channel/tls_context.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace plumbline::channel {

/// Largest input to advance().
inline constexpr std::size_t kLargestInput = 65536;

/// What there is of a session besides the octets that go to and fro.
struct Session;

class TlsEndpoint {
 public:
  TlsEndpoint(std::shared_ptr<const Context> context, PeerOptions peer);
  ~TlsEndpoint();
  TlsEndpoint(TlsEndpoint&&) noexcept;
  TlsEndpoint& operator=(TlsEndpoint&&) noexcept;
  TlsEndpoint(const TlsEndpoint&) = delete;
  TlsEndpoint& operator=(const TlsEndpoint&) = delete;

  /// Goes on with the handshake as far as the octets of the peer reach; a client begins with none.
  ///
  /// @return what to send to the peer, empty while its flight is not complete. Errc::too_large over
  ///         kLargestInput; the error of the PeerCheck; Errc::authentication_failed for a peer
  ///         without a certificate; Errc::malformed for octets after the handshake; Errc::conflict
  ///         when it has ended before; else Errc::unreachable naming the fatal alert that came, or
  ///         the fault that this end found. After an error there is no going on.
  [[nodiscard]] Result<Bytes> advance(ByteView received = {});

  /// Both Finished have verified, and the peer is the one that the check accepted.
  [[nodiscard]] bool finished() const noexcept;

  /// The certificates that were accepted, end entity first; empty before.
  [[nodiscard]] const std::vector<crypto::Certificate>& peer_chain() const noexcept;

  /// The exporter without context.
  ///
  /// @source RFC 5705 clause 4
  /// @return `size` octets; Errc::not_permitted unless finished().
  [[nodiscard]] Result<crypto::SecretBytes> export_keying_material(std::string_view label,
                                                                   std::size_t size) const;

  /// The same before the peer has proven anything, for tests and faulty ends that try a key of
  /// which nothing may come.
  ///
  /// @return Errc::not_permitted before there is a master secret.
  [[nodiscard]] Result<crypto::SecretBytes> export_unverified(std::string_view label,
                                                              std::size_t size) const;

 private:
  std::unique_ptr<Session> session_;
};

}  // namespace plumbline::channel
