/// @file
/// How a CSE registers with its registrar.

#pragma once

#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>

namespace plumbline::entities {

/// The CREATE of the <remoteCSE> that stands for this CSE at `registrar`: From is the SP-relative
/// CSE-ID. 2001 is success; 4117 says that it is registered already.
///
/// @source TS-0001 clause 10.2.2.6; TS-0004 table 7.4.4.1-1
[[nodiscard]] onem2m::RequestPrimitive cse_registration(const CseConfiguration& configuration,
                                                        const Registrar& registrar,
                                                        std::string request_id);

}  // namespace plumbline::entities
