/// @file
/// One line each, for every report: where bindings differ, and what the SUT file declares.

#pragma once

#include "plumbline/harness/binding_differences.hpp"
#include "plumbline/harness/result.hpp"

#include <string>

namespace plumbline::reports {

/// "SAE-02-HCSE-01 key: http pass; coap fail (A2: 4103)".
[[nodiscard]] std::string line_of(const harness::BindingDifference& difference);

/// "HCSE response-without-rvi: needed by 12 cases", or "… : never needed".
[[nodiscard]] std::string line_of(const harness::DeclaredDeviation& declared);

}  // namespace plumbline::reports
