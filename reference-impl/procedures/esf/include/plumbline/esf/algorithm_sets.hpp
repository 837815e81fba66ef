/// @file
/// Algorithm sets of S1: how the envelope master key comes to its targets, and what it does there.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/jose/algorithms.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esf {

/// keAlgCl: "Trusted Third Party", "Pre-Provisioned Shared Key", "Key Encryption", "Key Agreement".
/// @source TR-0012 table 6.2.2.2.3-1
enum class KeyEstablishment : std::uint8_t {
  trusted_third_party,
  provisioned_key,
  key_encryption,
  key_agreement
};

/// psAlgCl: MIC, AEAD, AEAD + digital signature, digital signature.
/// @source TR-0012 table 6.2.2.2.2-1
enum class PayloadSecurity : std::uint8_t { mic, aead, aead_signature, signature };

/// keAlgSet. Its name is "TTP", "PSK", "ECDH-ES" (key agreement) or the JWE "alg" that encrypts the
/// key; where the source signs what it established, ":" and the JWS "alg" follow.
struct KeAlgSet {
  KeyEstablishment establishment{};
  std::optional<jose::JweAlg> alg;        ///< key encryption: A*KW, RSA-OAEP-256, ECDH-ES+A*KW
  std::optional<jose::JwsAlg> signature;  ///< of the source; key encryption and agreement only

  friend bool operator==(const KeAlgSet&, const KeAlgSet&) = default;
};

/// psAlgSet. Its name is "HS256", a JWE "enc" A*GCM, a JWS "alg" RS* or ES*, or "enc:alg".
struct PsAlgSet {
  std::optional<jose::JweEnc> enc;
  std::optional<jose::JwsAlg> alg;  ///< signature; without enc also HS256

  friend bool operator==(const PsAlgSet&, const PsAlgSet&) = default;
};

[[nodiscard]] std::string name_of(const KeAlgSet& set);
[[nodiscard]] std::string name_of(const PsAlgSet& set);

/// The set of that name; Errc::algorithm_not_allowed for a name that is none.
/// Of the MACs HS256 alone: the derived key has 32 octets, and RFC 7518 clause 3.2 wants a key as
/// long as the hash.
[[nodiscard]] Result<KeAlgSet> ke_alg_set_named(std::string_view name);
[[nodiscard]] Result<PsAlgSet> ps_alg_set_named(std::string_view name);

[[nodiscard]] PayloadSecurity class_of(const PsAlgSet& set) noexcept;
/// Whether payloads of that set need an envelope master key: all but a signature alone.
[[nodiscard]] bool needs_master_key(const PsAlgSet& set) noexcept;
/// Whether payloads of that set carry a digital signature.
[[nodiscard]] bool is_signed(const PsAlgSet& set) noexcept;

/// The least strength in bits that the algorithms of the set have: 112 for RSA, 128 for ECDH and
/// ES256, else as the name says; master keys count 256.
/// @source TR-0012 clause 6.2.2.3 step 3 (a minimal security level); NIST SP 800-57 table 2
[[nodiscard]] int strength_of(const KeAlgSet& set) noexcept;
[[nodiscard]] int strength_of(const PsAlgSet& set) noexcept;

/// The sets that an end-point supports, the ones it likes best first.
struct AlgorithmSets {
  std::vector<KeAlgSet> ke;
  std::vector<PsAlgSet> ps;
};

/// Every set that there is, strongest encryption first.
[[nodiscard]] AlgorithmSets all_algorithm_sets();

}  // namespace plumbline::esf
