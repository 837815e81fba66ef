/// @file
/// Registrations: the AE-ID that an AE gets, and the CSE that may register.

#pragma once

#include "plumbline/core/json.hpp"

#include "call.hpp"
#include "outcome.hpp"

#include <string>

namespace plumbline::entities {

/// AE-ID-Stem for a CREATE of <AE>: the one in From, or for an absent From, "C" or "S" the one that
/// the security association names, or a new one. Refuses a From that is no AE-ID (4000) and one
/// that is registered already (4117).
///
/// @source TS-0001 clause 10.2.2.2 steps 2 and 4; TS-0004 clause 7.4.5.2.1
[[nodiscard]] Outcome<std::string> ae_id_for(const Call& call);

/// Refuses the registration of a CSE whose CSE-ID (csi of `attributes`) is not From (4000) or is
/// this CSE (4000), that came over the association of another (4106), or that is registered already
/// (4117).
/// @source TS-0001 clause 10.2.2.6; TS-0004 clause 7.4.4.2.1; TS-0003 clause 8.2
[[nodiscard]] Outcome<void> check_registree(const Call& call, const Json& attributes);

}  // namespace plumbline::entities
