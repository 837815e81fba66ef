/// @file
/// Where a request goes that is not for a resource of this CSE, and in what form.

#pragma once

#include "plumbline/entities/forward.hpp"
#include "plumbline/onem2m/association.hpp"

#include "call.hpp"
#include "outcome.hpp"

#include <optional>

namespace plumbline::entities {

/// The request to send on, or nothing when it is for this CSE: a NOTIFY to an <AE> goes to the AE's
/// points of access, a request to another CSE to the <remoteCSE> of that CSE, of one above it, or
/// to this CSE's own registrar. Refused are requests that this CSE would refuse for itself, a
/// target that nobody here knows (4004), one that is not request reachable or has no point of
/// access (5103), one that no allowed hop leads to (4107), and one whose hop leads back (5103).
///
/// @source TS-0001 clauses 7.3.2.6, 10.2.2.6; TS-0004 clause 7.3.2.6; TS-0003 clause 6.1.2.2.1
[[nodiscard]] Outcome<std::optional<Forward>> forward_of(const Call& call,
                                                         const onem2m::Association& association);

}  // namespace plumbline::entities
