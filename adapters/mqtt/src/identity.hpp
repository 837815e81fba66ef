/// @file
/// Who a message on a topic is from.

#pragma once

#include "plumbline/adapters/mqtt/topic.hpp"
#include "plumbline/onem2m/association.hpp"

#include "leg.hpp"

#include <cstdint>
#include <string_view>

namespace plumbline::adapters::mqtt {

/// The association that a request with this `from` arrived on. Nobody's keys are seen here: the
/// broker authenticates its clients and lets each publish on its own topics only, and both ends
/// trust it with that (TS-0010 clause 7). So the peer is the entity that the topic names, spelled
/// as From when that is the same; whether it may use that From is for the receiver to say. Proof is
/// none where the topic names nobody yet: an AE without an AE-ID, or a Credential-ID that came over
/// a broker without security.
[[nodiscard]] onem2m::Association association_of(const Leg& leg,
                                                 const Topic& topic,
                                                 std::string_view from);

}  // namespace plumbline::adapters::mqtt
