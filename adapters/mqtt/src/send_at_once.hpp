/// @file
/// TCP_NODELAY for sockets that a library keeps to itself.

#pragma once

#include <cstdint>

namespace plumbline::adapters::mqtt {

/// Turns Nagle's algorithm off on every TCP socket of this process whose peer has `port`. Paho
/// neither does so nor hands out its socket; with it, each message waits 40 ms for an
/// acknowledgement.
void send_at_once(std::uint16_t port);

}  // namespace plumbline::adapters::mqtt
