/// @file
/// What both ends of ESCertKE decide, each decision one function, and what they make.

#pragma once

#include "plumbline/channel/tls_context.hpp"
#include "plumbline/channel/tls_endpoint.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/escertke/message.hpp"
#include "plumbline/keys/exporter.hpp"

#include <string>
#include <vector>

namespace plumbline::escertke {

/// What one ESCertKE leaves at each end. keys::derive_pairwise_e2e has the keys of each use.
/// @source TS-0003 clauses 8.7.1, 10.3.1
struct EstablishedKey {
  std::string id;           ///< pairwiseE2EKeyID: 32 upper-case hex digits
  crypto::SecretBytes key;  ///< pairwiseE2EKey, 32 octets
  std::string peer;         ///< absolute AE-ID or CSE-ID, proven by a certificate
  TimePoint expires;
};

/// What an end-point has as either end.
struct EndPointConfiguration {
  channel::CertificateCredential credential;
  std::vector<crypto::Certificate> anchors;  ///< for the certificates of peers
  std::vector<channel::Suite> suites = channel::default_suites();  ///< the preferred one first
  milliseconds time_out = std::chrono::seconds{60};                ///< of an unfinished handshake
  milliseconds key_life = std::chrono::days{30};                   ///< at most
};

/// The certificates that a peer has sent, and who it should be.
struct PeerProof {
  const std::vector<crypto::Certificate>& chain;
  const std::vector<crypto::Certificate>& anchors;
  const crypto::ExpectedIdentity& expected;
  TimePoint now;
};

/// What bounds the life of a key.
struct KeyLife {
  const crypto::Certificate& own;
  const std::vector<crypto::Certificate>& peer;  ///< end entity first
  milliseconds longest;
  TimePoint now;
};

class Policy {
 public:
  Policy() = default;
  Policy(const Policy&) = delete;
  Policy& operator=(const Policy&) = delete;
  Policy(Policy&&) = delete;
  Policy& operator=(Policy&&) = delete;
  virtual ~Policy() = default;

  /// escertke::check_messages.
  [[nodiscard]] virtual Result<void> check_messages(
      MessageNumber number, const std::vector<channel::FlightMessage>& messages) const;

  /// crypto::verify_certificate: path, validity, profile and identity.
  /// @source TS-0003 clauses 8.7.2.2, 8.1.2.5
  [[nodiscard]] virtual Result<void> verify_peer(const PeerProof& proof) const;

  /// Whether a handshake that began then has run too long (our choice: from its time-out on).
  [[nodiscard]] virtual bool timed_out(TimePoint began,
                                       TimePoint now,
                                       const EndPointConfiguration& configuration) const;

  /// Whether a key may come of the handshake as it stands after its last message: that one was
  /// taken, and both Finished have verified.
  [[nodiscard]] virtual bool may_establish(const Result<void>& last_message,
                                           const channel::TlsEndpoint& endpoint) const;

  /// Exports pairwiseE2EKey and its id, without a context.
  ///
  /// @source TS-0003 clause 10.3.1
  /// @return as TlsEndpoint::export_keying_material.
  [[nodiscard]] virtual Result<keys::ExportedKey> export_key(
      const channel::TlsEndpoint& endpoint) const;

  /// When the key ends: with the certificate that ends first, after its longest life otherwise (our
  /// choice; TS-0003 gives none).
  [[nodiscard]] virtual TimePoint expiry_of(const KeyLife& life) const;
};

}  // namespace plumbline::escertke
