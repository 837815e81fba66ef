/// @file
/// The AE-ID that a registration gets.

#pragma once

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

}  // namespace plumbline::entities
