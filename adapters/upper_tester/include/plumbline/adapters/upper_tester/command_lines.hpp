/// @file
/// The command form of the upper tester: {"cmd","arg"} a line in, {"rsc","out"} a line out.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/harness/upper_tester_frames.hpp"

#include <iosfwd>

namespace plumbline::adapters::upper_tester {

/// Reads commands from `in` until its end, has `handler` carry out each on `transport`, writes the
/// answers to `out`. A line that is no command is answered 4000, and reading goes on; a line beyond
/// harness::kMaxFrameOctets is answered 4000 and ends the service. A command without an answer
/// within `at_most` is answered 4008.
///
/// @return Errc::too_large after such a line, Errc::io when `out` failed.
[[nodiscard]] Result<void> serve_command_lines(harness::Transport& transport,
                                               const harness::UpperTesterHandler& handler,
                                               std::istream& in,
                                               std::ostream& out,
                                               harness::milliseconds at_most);

}  // namespace plumbline::adapters::upper_tester
