#pragma once

#include "plumbline/harness/verdict.hpp"
#include "plumbline/reports/terminal.hpp"

#include <string>
#include <string_view>

namespace plumbline::reports {

/// "✘" with UTF-8, "FAIL" without.
[[nodiscard]] std::string_view sign_of(harness::Verdict verdict,
                                       const TerminalStyle& style) noexcept;

/// The text in the colour of the verdict, where the stream shows colours.
[[nodiscard]] std::string painted(std::string_view text,
                                  harness::Verdict verdict,
                                  const TerminalStyle& style);

/// The path, as a file link where the terminal can (OSC 8).
[[nodiscard]] std::string linked(std::string_view path, const TerminalStyle& style);

}  // namespace plumbline::reports
