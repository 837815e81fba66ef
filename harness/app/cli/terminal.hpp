/// @file
/// This terminal, for the reporter.

#pragma once

#include "plumbline/reports/terminal.hpp"

#include <string>
#include <string_view>

namespace plumbline::app {

inline constexpr std::string_view kVersion = "0.1.0";

[[nodiscard]] reports::TerminalStyle style_of_stdout(bool verbose);

/// "2026-01-31T12:00:00Z".
[[nodiscard]] std::string utc_now();

}  // namespace plumbline::app
