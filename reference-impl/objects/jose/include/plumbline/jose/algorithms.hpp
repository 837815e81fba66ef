/// @file
/// JOSE algorithms and the policy that says which of them are open.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plumbline::jose {

/// JWE "alg", RFC 7518 clause 4.1.
enum class JweAlg : std::uint8_t {
  dir,
  a128kw,
  a192kw,
  a256kw,
  rsa_oaep,
  rsa_oaep_256,
  ecdh_es,
  ecdh_es_a128kw,
  ecdh_es_a192kw,
  ecdh_es_a256kw,
  a128gcmkw,
  a192gcmkw,
  a256gcmkw,
};

/// JWE "enc", RFC 7518 clause 5.1.
enum class JweEnc : std::uint8_t {
  a128gcm,
  a192gcm,
  a256gcm,
  a128cbc_hs256,
  a192cbc_hs384,
  a256cbc_hs512,
};

/// JWS "alg", RFC 7518 clause 3.1 and RFC 8037 clause 3.1.
enum class JwsAlg : std::uint8_t {
  hs256,
  hs384,
  hs512,
  rs256,
  rs384,
  rs512,
  es256,
  es384,
  es512,
  ps256,
  ps384,
  ps512,
  eddsa,
};

/// The registered name, e.g. "ECDH-ES+A128KW".
[[nodiscard]] std::string_view name_of(JweAlg alg) noexcept;
[[nodiscard]] std::string_view name_of(JweEnc enc) noexcept;
[[nodiscard]] std::string_view name_of(JwsAlg alg) noexcept;

/// The algorithm of that name; nothing for names that this implementation never opens.
[[nodiscard]] std::optional<JweAlg> jwe_alg_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<JweEnc> jwe_enc_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<JwsAlg> jws_alg_named(std::string_view name) noexcept;

/// Octets of the symmetric key that `alg` (with `enc` in direct modes) uses, RFC 7518 clauses 4.4
/// to 4.7; 0 for RSA-OAEP.
[[nodiscard]] std::size_t symmetric_key_size(JweAlg alg, JweEnc enc) noexcept;

/// The set of algorithms that are open. A plain value: copy it, compare it.
///
/// Never open, under no policy: `none` (an object without protection that passes for a protected
/// one), `RSA1_5` (its padding is an oracle for whoever may ask twice, RFC 8725 clause 3.2) and
/// `PBES2-*` (the peer sets the work factor, so one small object can stop a receiver).
class AlgorithmPolicy {
 public:
  /// Nothing is open.
  AlgorithmPolicy() = default;

  /// The closed list of ESData: `dir`, `A*KW`, `RSA-OAEP-256`, `ECDH-ES+A*KW`; `A*GCM`; `HS*`,
  /// `RS*`, `ES*`.
  ///
  /// @source TS-0003 tables 8.5.3.2-3, 8.5.3.2-4, 8.5.3.3-2
  [[nodiscard]] static AlgorithmPolicy esdata() noexcept;

  /// Exactly the algorithms of `names`, JWE "alg", JWE "enc" and JWS "alg" together; beyond ESData
  /// these may be `ECDH-ES`, `A*GCMKW`, `RSA-OAEP`, `A*CBC-HS*`, `PS*`, `EdDSA`.
  ///
  /// @return Errc::algorithm_not_allowed for any other name.
  [[nodiscard]] static Result<AlgorithmPolicy> named(std::span<const std::string> names);

  [[nodiscard]] bool allows(JweAlg alg) const noexcept;
  [[nodiscard]] bool allows(JweEnc enc) const noexcept;
  [[nodiscard]] bool allows(JwsAlg alg) const noexcept;

  friend bool operator==(const AlgorithmPolicy&, const AlgorithmPolicy&) = default;

 private:
  std::uint32_t jwe_alg_ = 0;
  std::uint32_t jwe_enc_ = 0;
  std::uint32_t jws_alg_ = 0;
};

}  // namespace plumbline::jose
