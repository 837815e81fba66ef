/// @file
/// The rules for headers that sender and receiver hold alike.

#pragma once

#include "plumbline/jose/algorithms.hpp"
#include "plumbline/jose/header.hpp"

namespace plumbline::jose {

/// `protected_header` and `others` merged, after the checks of RFC 7515 clause 4.1.11: `crit` is
/// refused everywhere (no extension is understood here), and so is `b64` false of RFC 7797.
///
/// @return Errc::malformed for a name that occurs twice or a crit that breaks the clause,
///         Errc::unsupported for a sound crit and for b64.
[[nodiscard]] Result<Header> merge_headers(const Header& protected_header,
                                           const Header& shared,
                                           const Header& own);

struct JweAlgorithms {
  JweAlg alg{};
  JweEnc enc{};
};

/// alg and enc of a merged JWE header. Errc::malformed when one is missing, Errc::unsupported for
/// zip, Errc::algorithm_not_allowed for names that are never opened.
[[nodiscard]] Result<JweAlgorithms> jwe_algorithms_of(const Header& merged);

/// alg of a merged JWS header; errors as above.
[[nodiscard]] Result<JwsAlg> jws_algorithm_of(const Header& merged);

/// Whether the algorithm uses the key, or what was agreed, as content encryption key itself.
[[nodiscard]] bool is_direct(JweAlg alg) noexcept;

}  // namespace plumbline::jose
