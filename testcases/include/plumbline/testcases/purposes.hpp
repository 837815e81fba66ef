/// @file
/// Every test purpose, by explicit list.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// In the order of reports: by requirement, then role.
[[nodiscard]] std::vector<harness::Purpose> all_purposes();

/// Checks of what a run needs before any verdict: reachability, credentials, clock.
[[nodiscard]] std::vector<harness::Purpose> preflight_purposes();

/// Name of the preflight's observation of what types of resources a CSE supports (srt).
inline constexpr std::string_view kSupportedTypes = "supported resource types";

/// Numbers of the resource types without which a hosting CSE cannot support an option of the ICS.
[[nodiscard]] std::vector<std::uint32_t> types_needed_for(std::string_view option);

}  // namespace plumbline::testcases
