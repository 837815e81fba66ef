/// @file
/// The yardstick of the CoAP binding: client and server as bare as libcoap lets them be.

#pragma once

#include "exchanges.hpp"

#include <memory>

namespace plumbline::bench {

/// A server on loopback and the sessions of a client, without DTLS, on one thread. A client sends a
/// primitive, the server parses it and writes its content back, the client parses that and goes on
/// with the next. Blocks are libcoap's. No deadline, no check of any option, no tap; as many
/// options as oneM2M has, of the same lengths, but none of them critical, as libcoap lets only two
/// of those pass. `content` is what every request carries.
[[nodiscard]] std::unique_ptr<Pair> make_libcoap_echo(std::size_t sessions, const Json& content);

}  // namespace plumbline::bench
