/// @file
/// What is checked of every request, hosted or sent on.

#pragma once

#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/onem2m/association.hpp"

#include "call.hpp"
#include "outcome.hpp"

namespace plumbline::entities {

/// The hop, the primitive and its originator: all that is checked before the target is looked at.
[[nodiscard]] Outcome<void> check_request(const Call& call, const onem2m::Association& association);

/// The same of a request that came in an ESPrim Object or an end-to-end authenticated message: its
/// originator is proven, no hop matters.
[[nodiscard]] Outcome<void> check_proven_request(const Call& call);

/// Refuses an originator without the privilege for the operation on `target` (4103). Registrations
/// at the CSEBase need none.
[[nodiscard]] Outcome<void> check_privilege(const Call& call, const Resource& target);

}  // namespace plumbline::entities
