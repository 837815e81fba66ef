/// @file
/// What both ends of an ESF-Sm session decide, each decision one function.

#pragma once

#include "plumbline/channel/dtls_endpoint.hpp"
#include "plumbline/channel/dtls_record.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esf_sm {

/// What an end-point has as either end.
struct EndPointConfiguration {
  std::optional<channel::CertificateCredential> certificate;
  std::vector<crypto::Certificate> anchors;         ///< for the certificates of peers
  std::vector<channel::Suite> suites;               ///< the preferred one first
  std::size_t mtu = channel::kLargestMtu;           ///< of a record
  milliseconds time_out = std::chrono::minutes{1};  ///< of an unfinished handshake
  milliseconds idle_time = std::chrono::hours{1};   ///< without an envelope that was taken
  milliseconds longest_life = std::chrono::hours{24};
};

/// The certificates that a peer has sent, and who it should be.
struct PeerProof {
  const std::vector<crypto::Certificate>& chain;
  const std::vector<crypto::Certificate>& anchors;
  const crypto::ExpectedIdentity& expected;
  TimePoint now;
};

/// A provisioned key, or one from a Facilitator, and what it is used for.
struct KeyUse {
  const crypto::SecretBytes& key;
  int target_data_class;
  std::string_view initiator;  ///< absolute id
};

/// How far a session is in time.
struct SessionTime {
  bool finished;  ///< the handshake
  TimePoint began;
  TimePoint used;  ///< when the last envelope was taken
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

  /// crypto::verify_certificate: path, validity, profile and identity.
  [[nodiscard]] virtual Result<void> verify_peer(const PeerProof& proof) const;

  /// The pre-shared key of DTLS: keys::derive_esf_key for Sm, the class and the initiator. A
  /// handshake has randoms of its own, so the salt is zero.
  /// @source TR-0012 clause 6.2.2.2.1.3
  [[nodiscard]] virtual Result<crypto::SecretBytes> pre_shared_key(const KeyUse& use) const;

  /// What both ends name in the handshake (RFC 7301), which binds it to session type and class.
  /// @source TR-0012 clauses 6.2.2.2.1.3, 6.2.3.1.3
  [[nodiscard]] virtual std::string protocol_of(int target_data_class) const;

  /// Whether an envelope of that class belongs to a session of this one.
  /// @source TR-0012 clauses 6.2.3.1.3, 6.2.3.2.3, 6.2.3.3.3
  [[nodiscard]] virtual bool belongs(int of_envelope, int of_session) const;

  /// Whether target data may travel: after the handshake, before close_notify.
  /// @source TR-0012 clauses 6.2.2.4, 6.2.2.2.3.1
  [[nodiscard]] virtual Result<void> may_carry(const channel::DtlsEndpoint& endpoint) const;

  /// The target data of an envelope; Errc::authentication_failed when a record does not verify,
  /// came before, or belongs to another envelope.
  /// @source TR-0012 clause 6.2.2.2.3.2
  [[nodiscard]] virtual Result<Bytes> open(channel::DtlsEndpoint& endpoint,
                                           const std::vector<channel::DtlsRecord>& records) const;

  /// Whether a session has ended by time.
  /// @source TR-0012 table 6.2.2.1-1
  [[nodiscard]] virtual bool is_over(const SessionTime& time,
                                     const EndPointConfiguration& configuration) const;
};

}  // namespace plumbline::esf_sm
