/// @file
/// Numbers that tell the connections of all bindings apart.

#pragma once

#include <cstdint>

namespace plumbline::adapters::loop {

/// A number that nothing else in this process has: harness::TapMessage::connection.
[[nodiscard]] std::uint64_t next_connection_number() noexcept;

}  // namespace plumbline::adapters::loop
