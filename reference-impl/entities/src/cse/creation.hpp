/// @file
/// CREATE.

#pragma once

#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "call.hpp"
#include "outcome.hpp"

namespace plumbline::entities {

/// True for the CREATE of an <AE> at the CSEBase: its originator may have no id yet.
/// @source TS-0001 clause 10.2.2.2; TS-0004 clause 7.4.5.2.1
[[nodiscard]] bool is_registration(const onem2m::RequestPrimitive& request);

/// True for the CREATE of a <remoteCSE>. The privileges of the CSEBase are not asked for either
/// registration.
/// @source TS-0001 clause 10.2.2.6; TS-0004 clause 7.4.4.2.1
[[nodiscard]] bool is_cse_registration(const onem2m::RequestPrimitive& request);

/// Creates a resource below `parent`; the originator's privilege was checked.
/// @source TS-0004 clauses 7.3.3.3, 7.3.3.5
[[nodiscard]] Outcome<onem2m::ResponsePrimitive> create(Call& call, const Resource& parent);

}  // namespace plumbline::entities
