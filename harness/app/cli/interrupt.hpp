/// @file
/// Ctrl-C ends a campaign after the cases that run, with a report marked partial.

#pragma once

#include <atomic>

namespace plumbline::app {

/// Set by SIGINT and SIGTERM once catch_interrupts() was called; a second signal ends the program.
[[nodiscard]] const std::atomic<bool>& interrupted();

void catch_interrupts();

}  // namespace plumbline::app
