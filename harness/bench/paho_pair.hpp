/// @file
/// The yardstick of the MQTT binding: clients of a broker as bare as Paho MQTT C++ lets them be.

#pragma once

#include "plumbline/harness/transport.hpp"

#include "exchanges.hpp"

#include <memory>

namespace plumbline::bench {

/// One client that answers and others that ask it, each with a connection of its own to the same
/// broker. One that asks publishes a primitive, the other parses it and publishes its content back,
/// the first parses that and goes on with the next: all of it within Paho's callbacks, so that no
/// message changes threads. QoS 1, TCP_NODELAY; no deadline, no check, no tap, and no memory of
/// what has been delivered. `content` is what every request carries.
[[nodiscard]] std::unique_ptr<Pair> make_paho_pair(const harness::Address& broker,
                                                   std::size_t clients,
                                                   const Json& content);

}  // namespace plumbline::bench
