/// @file
/// The oneM2M MQTT binding (TS-0010): entities as clients of a broker, MQTT 3.1.1, plain and TLS.
///
/// A listener subscribes to the request topics of its entity, a client publishes requests of its
/// entity and gets the responses. All roles of one entity at one broker share a session (client id
/// "A::…" or "C::…"), since a broker lets a client id connect once. Messages are QoS 1; a session
/// outlives its connections: while the broker is away requests wait for it until their deadline,
/// and are sent again when it has forgotten them. What is delivered twice within a minute is
/// answered again, but served once.

#pragma once

#include "plumbline/adapters/loop/binding.hpp"

namespace plumbline::adapters::mqtt {

struct MqttOptions {
  /// Makes the broker forget, when an entity first connects, what an earlier one with its id left.
  bool fresh_sessions = false;
};

/// The binding "mqtt" (schemes mqtt, mqtts). Listeners name their entity and their broker by
/// ListenOptions::entity_id, host, port, path and broker_tls; listen() waits until the broker has
/// the subscriptions. Clients name ends and broker by ConnectOptions::entity_id, peer_id and
/// address; an entity_id that is a Credential-ID stands for an AE that has no AE-ID yet, and uses
/// registration topics. A client writes what ConnectOptions::serialization says, and gets its
/// answers in it; a listener answers in what the request's topic says.
///
/// listen() and connect() fail with Errc::invalid_value for an id that no topic can hold,
/// Errc::unsupported for a server identity that is not the host's name, Errc::malformed for
/// credentials; listen() with Errc::conflict for an entity that listens already, Errc::io when the
/// broker cannot be reached. exchange_octets() publishes the octets as a payload; RawThen::reset
/// awaits nothing. Commands to an upper tester have topics of their own; without a listener that
/// has one they run into their deadline.
[[nodiscard]] loop::BindingFactory mqtt_binding(MqttOptions options = {});

}  // namespace plumbline::adapters::mqtt
