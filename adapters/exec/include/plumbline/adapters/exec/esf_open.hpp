/// @file
/// esf/open of the exec protocol, with the decisions of the target in the hands of the caller.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esf/policy.hpp"

namespace plumbline::adapters::exec {

/// Carries out esf/open.
///
/// @param in of a request, schema vectors/schemas/exec/esf.open.schema.json
/// @return `out` of the answer; Errc::malformed, Errc::invalid_value or Errc::unsupported for an
///         `in` that does not follow the schema, else as esf::open
/// @source TR-0012 clause 6.2.2.3 steps 7 to 10
[[nodiscard]] Result<Json> open_esf(const Json& in, const esf::TargetPolicy& policy = {});

}  // namespace plumbline::adapters::exec
