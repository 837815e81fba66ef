/// @file
/// The yardstick of the HTTP binding: client and server as bare as Beast lets them be.

#pragma once

#include "exchanges.hpp"

#include <memory>

namespace plumbline::bench {

/// A server on loopback and its clients, one keep-alive connection each, on one event loop. A
/// client writes a primitive, the server parses it and writes its content back, the client parses
/// that and goes on with the next. No deadline, no check of any header, no tap. `content` is what
/// every request carries.
[[nodiscard]] std::unique_ptr<Pair> make_beast_echo(std::size_t connections, const Json& content);

}  // namespace plumbline::bench
