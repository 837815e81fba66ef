/// @file
/// How a report names an exchange without an answer.

#pragma once

#include <string_view>

namespace plumbline::harness {

/// Begins the text of an event when octets came that are no answer; what is wrong with them
/// follows.
inline constexpr std::string_view kUnparsedAnswer = "an answer that does not parse";

}  // namespace plumbline::harness
