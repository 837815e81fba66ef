/// @file
/// Which keys an algorithm may use: type, size, use, key_ops and alg of the key (RFC 8725 clauses
/// 3.1 and 3.2).

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/jose/jwk.hpp"

#include "header_rules.hpp"

namespace plumbline::jose {

/// Errc::key_mismatch unless a sender may seal to `key` under these algorithms.
[[nodiscard]] Result<void> check_sealing_key(const Jwk& key, const JweAlgorithms& algorithms);
/// Errc::key_mismatch unless a receiver may open with `key`.
[[nodiscard]] Result<void> check_opening_key(const Jwk& key, const JweAlgorithms& algorithms);
/// Errc::key_mismatch unless `key` may sign.
[[nodiscard]] Result<void> check_signing_key(const Jwk& key, JwsAlg alg);
/// Errc::key_mismatch unless `key` may verify.
[[nodiscard]] Result<void> check_verifying_key(const Jwk& key, JwsAlg alg);

}  // namespace plumbline::jose
