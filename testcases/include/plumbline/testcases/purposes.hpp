/// @file
/// Every test purpose, by explicit list.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

/// In the order of reports: by requirement, then role.
[[nodiscard]] std::vector<harness::Purpose> all_purposes();

/// Checks of what a run needs before any verdict: reachability, credentials, clock.
[[nodiscard]] std::vector<harness::Purpose> preflight_purposes();

}  // namespace plumbline::testcases
