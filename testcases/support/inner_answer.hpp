/// @file
/// Answers that come inside protected ones, as a judge sees them: the observation "<label>: inner".

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/judge.hpp"

#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// What a stimulus observed of the answer inside a protected one: {"opened":"yes","rsc":2000,
/// "rqi":"…", …}, or {"opened": why not}; {} when nothing was sent.
[[nodiscard]] const Json& inner_of(const harness::Judge& judge, std::string_view label);

/// The status of the inner response is among `accepted`, and it came protected.
void expect_inner_status(harness::Judge& judge,
                         std::string_view assertion,
                         std::string_view label,
                         std::vector<int> accepted);

}  // namespace plumbline::testcases
