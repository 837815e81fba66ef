/// @file
/// S1 at a target.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/esf/envelope.hpp"
#include "plumbline/esf/key_establishment.hpp"
#include "plumbline/esf/payload.hpp"
#include "plumbline/esf/policy.hpp"

#include <string>

namespace plumbline::esf {

struct Opened {
  VerifiedData data;
  std::string source_id;
  SourceAssurance source = SourceAssurance::unauthenticated;
  PsAlgSet payload;
  std::string target;  ///< identifier in the key set that was used; empty: it has none
  std::string key_id;  ///< of the key that was used; empty: none was
};

/// Checks session type, class and algorithm sets before any key is touched; then establishes the
/// keys and verifies the payload.
///
/// @source TR-0012 clause 6.2.2.3 steps 7 to 10; 6.2.3.1.3, 6.2.3.2.3, 6.2.3.3.3 step 3 (the class)
/// @return Errc::invalid_value for another session type or class, or sets that do not go together;
///         Errc::algorithm_not_allowed for sets that the target does not accept; Errc::malformed,
///         Errc::too_large; Errc::key_not_found, Errc::key_mismatch, Errc::expired; and
///         Errc::authentication_failed, always with the same detail, for whatever was changed, is
///         of another key, another source or another envelope, and for a bad certificate.
[[nodiscard]] Result<Opened> open(const Envelope& envelope,
                                  TargetDataClass expected,
                                  const TargetEndPoint& target,
                                  const TargetPolicy& policy = {});

}  // namespace plumbline::esf
