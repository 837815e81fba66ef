/// @file
/// The six lines that tell a failure.

#pragma once

#include "plumbline/harness/result.hpp"

#include <string>

namespace plumbline::harness {

/// The story of the first failed assertion of `result`, told from its evidence; empty for a pass.
/// @param again the command that runs the case again
[[nodiscard]] Story story_of(const CaseResult& result,
                             const Evidence& evidence,
                             const std::string& again);

}  // namespace plumbline::harness
