/// @file
/// The command form of the upper tester: {"cmd","arg"} a line in, {"rsc","out"} a line out.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/transport.hpp"

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

namespace plumbline::adapters::upper_tester {

/// Longest line in octets, without its end.
inline constexpr std::size_t kMaxLineOctets = std::size_t{16} << 20U;

/// {"cmd":"e2e.status","arg":{…}}; `arg` may be absent.
/// @return Errc::malformed, Errc::too_large, Errc::invalid_value naming the member.
[[nodiscard]] Result<harness::UpperTesterCommand> parse_command_line(std::string_view line);
/// {"rsc":2000,"out":{…}}
/// @return as parse_command_line
[[nodiscard]] Result<harness::UpperTesterAnswer> parse_answer_line(std::string_view line);

/// Without the end of line.
[[nodiscard]] std::string to_line(const harness::UpperTesterCommand& command);
[[nodiscard]] std::string to_line(const harness::UpperTesterAnswer& answer);

/// Reads commands from `in` until its end, has `handler` carry out each on `transport`, writes the
/// answers to `out`. A line that is no command is answered 4000, and reading goes on; a line beyond
/// kMaxLineOctets is answered 4000 and ends the service. A command without an answer within
/// `at_most` is answered 4008.
///
/// @return Errc::too_large after such a line, Errc::io when `out` failed.
[[nodiscard]] Result<void> serve_command_lines(harness::Transport& transport,
                                               const harness::UpperTesterHandler& handler,
                                               std::istream& in,
                                               std::ostream& out,
                                               harness::milliseconds at_most);

}  // namespace plumbline::adapters::upper_tester
