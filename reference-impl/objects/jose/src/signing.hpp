/// @file
/// MACs and signatures over a JWS signing input, RFC 7515 clause 5.

#pragma once

#include "plumbline/jose/jwk.hpp"

#include "header_rules.hpp"

#include <string_view>

namespace plumbline::jose {

/// Both halves of ASCII(encoded protected header "." encoded payload).
struct SigningInput {
  std::string_view protected_text;
  std::string_view payload_text;
};

/// Signs or MACs `input`, both halves in one; Errc::key_mismatch when `key` does not fit `alg`.
[[nodiscard]] Result<Bytes> make_signature(JwsAlg alg, const Jwk& key, std::string_view input);

/// Errc::key_mismatch, or Errc::authentication_failed for every signature that is not right.
[[nodiscard]] Result<void> check_signature(JwsAlg alg,
                                           const Jwk& key,
                                           const SigningInput& input,
                                           ByteView signature);

}  // namespace plumbline::jose
