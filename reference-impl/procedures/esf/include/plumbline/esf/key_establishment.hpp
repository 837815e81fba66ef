/// @file
/// Key establishment of S1. It alone touches long-term credentials and may run in a secure
/// environment: what it hands out is all that payload security needs.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/esf/algorithm_sets.hpp"
#include "plumbline/esf/s1_body.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jwk.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esf {

/// One set of key establishment to make: for whom, how, with what.
struct KeyTarget {
  std::string id;  ///< individual or group identifier
  KeAlgSet set;
  std::string key_id;
  jose::Jwk key;  ///< TTP, PSK: the envelope master key; else KEK or public key of the target
};

/// The source's key pair for signatures.
struct SigningCredential {
  std::string id;
  jose::Jwk key;                           ///< private
  std::vector<crypto::Certificate> chain;  ///< travels in the envelope; empty: via a Facilitator
};

/// What else would be random, for known answers only: a repeated salt repeats keys.
struct FixedInputs {
  std::optional<Bytes> salt;                      ///< 16 octets
  std::optional<crypto::SecretBytes> master_key;  ///< key encryption
  jose::KnownAnswerInputs key_sets;               ///< of the JWEs in "ke"; epk also of agreement
  std::optional<Bytes> iv;                        ///< of the payload
};

struct EstablishRequest {
  TargetDataClass target_data_class{};
  std::string source_id;
  PsAlgSet payload;                ///< says whether a key, a signature, or both are needed
  std::vector<KeyTarget> targets;  ///< none with a signature alone; several: key encryption only
  const SigningCredential* signer = nullptr;  ///< where payload or key sets are signed
};

/// What the source's payload security gets.
struct SourceKeys {
  S1Context context;
  crypto::SecretBytes payload_key;  ///< 32 octets, of this envelope only; empty: signature alone
  S1Body parameters;                ///< all but the payload
};

/// Makes, encrypts or agrees an envelope master key and derives the key of the payload from it.
///
/// @source TR-0012 clauses 6.2.2.2.2.3 and 6.2.2.3 step 3
/// @return Errc::invalid_value for sets that do not go with the payload or with each other, an
///         empty id, several targets where the class of target data, key or agreement takes one,
///         or a signer that is missing or one too many; Errc::too_large over kMaxKeySets;
///         Errc::invalid_length for a master key under 32 octets; Errc::key_mismatch for a key
///         that does not fit its set; Errc::algorithm_not_allowed.
[[nodiscard]] Result<SourceKeys> establish(const EstablishRequest& request,
                                           const FixedInputs& fixed,
                                           RandomSource& random);

/// A key that a target has.
struct HeldKey {
  KeyEstablishment use{};
  std::string id;
  jose::Jwk key;            ///< envelope master key, KEK, or own private key
  std::string source;       ///< TTP, PSK: whose envelopes it is for; empty: of several sources
  std::size_t targets = 1;  ///< how many targets have that key
};

/// Certificates of a source that a Facilitator gave.
struct SourceCertificate {
  std::string id;
  std::vector<crypto::Certificate> chain;  ///< end entity first
};

/// What a target is, has and accepts.
struct TargetEndPoint {
  std::vector<std::string> ids;  ///< its own and those of its groups
  std::vector<HeldKey> keys;
  std::vector<crypto::Certificate> anchors;
  std::vector<SourceCertificate> certificates;
  crypto::IdentityKind source_kind =
      crypto::IdentityKind::ae_id;  ///< how certificates name sources
  AlgorithmSets accepted = all_algorithm_sets();
  TimePoint now;
};

/// How far a target can be sure of the source.
/// @source TR-0012 table 6.2.2.2.2-1: with MIC and AEAD alone a target can impersonate the source
enum class SourceAssurance : std::uint8_t { unauthenticated, authenticated, non_repudiable };

/// "unauthenticated", "authenticated", "non-repudiable".
[[nodiscard]] std::string_view name_of(SourceAssurance assurance) noexcept;

/// What the target's payload security gets.
struct TargetKeys {
  crypto::SecretBytes payload_key;        ///< empty: signature alone
  std::optional<jose::Jwk> verification;  ///< public key of the verified certificate
  SourceAssurance source = SourceAssurance::unauthenticated;
  std::string target;  ///< identifier in the key set that was used; empty: it has none
  std::string key_id;  ///< of that key; empty: none was used
};

class TargetPolicy;

/// The reverse at one target: finds the set that is meant for it, verifies the certificate and what
/// it signed, and derives the key.
///
/// @source TR-0012 clauses 6.2.2.2.2.3 and 6.2.2.3 step 8
/// @return Errc::key_not_found (no set for this target, no certificate), Errc::key_mismatch,
///         Errc::invalid_length, Errc::invalid_value, Errc::malformed;
///         Errc::authentication_failed for the certificate, its identity, its signature, a key that
///         is not of that source, or whatever does not decrypt; Errc::expired.
[[nodiscard]] Result<TargetKeys> recover(const S1Context& context,
                                         const PsAlgSet& payload,
                                         const S1Body& body,
                                         const TargetEndPoint& target,
                                         const TargetPolicy& policy);

}  // namespace plumbline::esf
