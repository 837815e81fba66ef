/// @file
/// Attributes that every resource type shares: what a request may set them to.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include "call.hpp"
#include "outcome.hpp"

#include <cstddef>

namespace plumbline::entities {

/// What is known of the type that a CREATE asks for; for types with specializations, the one that
/// the content names. nullptr when the type is not known.
[[nodiscard]] const onem2m::ResourceTypeInfo* type_asked_for(
    const onem2m::RequestPrimitive& request);

/// expirationTime below `parent`: et of the request (absolute, or milliseconds from now) or the
/// default, no later than the longest lifetime and the parent's. Refuses the past (4000).
/// @source TS-0004 clause 7.3.3.3
[[nodiscard]] Outcome<TimePoint> expiration_for(const Call& call,
                                                const Json& attributes,
                                                const Resource& parent);

/// Refuses accessControlPolicyIDs that name no policy, or one that does not exist here (4000).
[[nodiscard]] Outcome<void> check_policy_ids(const Call& call, const Json& attributes);

/// Refuses attributes and access control conditions whose feature is not here (5001): announcement,
/// dynamic and distributed authorization, contexts, disabled retrieval.
/// @source TS-0004 clauses 7.3.3.3, 7.3.3.4
[[nodiscard]] Outcome<void> check_supported(const Json& attributes);

/// Size of the attributes of a <flexContainer> that its specialization defines (cs).
[[nodiscard]] std::size_t custom_octets(const Json& attributes);

/// Refuses a resource that is larger than the bounds of the CSE (5207). `replaced` is the size of
/// what it takes the place of.
[[nodiscard]] Outcome<void> check_size(const Call& call,
                                       const Json& attributes,
                                       std::size_t replaced);

}  // namespace plumbline::entities
