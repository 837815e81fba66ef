/// @file
/// S1 at the source: one envelope for one or more targets.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esf/envelope.hpp"
#include "plumbline/esf/key_establishment.hpp"
#include "plumbline/esf/payload.hpp"

namespace plumbline::esf {

/// Key establishment, payload security and envelope serialization in turn.
///
/// @source TR-0012 clause 6.2.2.3 steps 3 to 5
/// @return as establish and protect_payload.
[[nodiscard]] Result<Envelope> seal(const EstablishRequest& request,
                                    const TargetData& data,
                                    RandomSource& random);
/// As above with fixed inputs, for known answers only.
[[nodiscard]] Result<Envelope> seal(const EstablishRequest& request,
                                    const TargetData& data,
                                    const FixedInputs& fixed,
                                    RandomSource& random);

}  // namespace plumbline::esf
