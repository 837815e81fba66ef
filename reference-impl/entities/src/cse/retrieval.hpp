/// @file
/// RETRIEVE.

#pragma once

#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "call.hpp"
#include "outcome.hpp"

namespace plumbline::entities {

/// Represents `target` as the request asks; the originator's privilege on it was checked. Children
/// that the originator may not retrieve are left out.
/// @source TS-0004 clauses 7.3.3.6, 7.3.3.17; TS-0001 clause 8.1.2 (Result Content)
[[nodiscard]] Outcome<onem2m::ResponsePrimitive> retrieve(Call& call, const Resource& target);

}  // namespace plumbline::entities
