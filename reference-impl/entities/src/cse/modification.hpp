/// @file
/// UPDATE and DELETE.

#pragma once

#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "call.hpp"
#include "outcome.hpp"

namespace plumbline::entities {

/// True for an UPDATE of accessControlPolicyIDs, which the self-privileges decide on.
/// @source TS-0001 clause 9.6.1.3.2 (accessControlPolicyIDs)
[[nodiscard]] bool is_about_policies(const onem2m::RequestPrimitive& request);

/// Changes attributes of `target`; the originator's privilege was checked.
/// @source TS-0004 clauses 7.3.3.4, 7.3.3.7
[[nodiscard]] Outcome<onem2m::ResponsePrimitive> update(Call& call, const Resource& target);

/// Deletes `target` and all below it; the originator's privilege was checked.
/// @source TS-0004 clause 7.3.3.8
[[nodiscard]] Outcome<onem2m::ResponsePrimitive> remove(Call& call, const Resource& target);

}  // namespace plumbline::entities
