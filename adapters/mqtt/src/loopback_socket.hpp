/// @file
/// TCP on 127.0.0.1 without a loop.

#pragma once

#include "plumbline/adapters/process/child_process.hpp"

#include <cstdint>

namespace plumbline::adapters::mqtt {

[[nodiscard]] process::Descriptor new_socket();

/// The port, which stays taken while the socket lives; 0 when that fails.
[[nodiscard]] std::uint16_t bind_to_free_port(const process::Descriptor& socket);

/// Whether somebody listens there.
[[nodiscard]] bool takes_connections(std::uint16_t port);

}  // namespace plumbline::adapters::mqtt
