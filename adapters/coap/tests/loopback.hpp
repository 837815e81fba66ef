/// @file
/// The CoAP binding with a server on loopback, for tests.

#pragma once

#include "plumbline/adapters/coap/binding.hpp"
#include "plumbline/adapters/coap/datagram.hpp"
#include "plumbline/adapters/test_room/loopback.hpp"

namespace plumbline::adapters::coap::testing {

using namespace test_room;

class Loopback : public test_room::Loopback {
 protected:
  Loopback()
      : test_room::Loopback("coap", [](auto loop) { return make_coap_binding(std::move(loop)); }) {}

  /// What a datagram brings about.
  Result<Datagram> send_raw(const Bytes& octets, milliseconds deadline = kPatience) {
    PLUMBLINE_TRY(const auto got, send_to(*client, octets, RawThen::await_response, deadline));
    return parse_datagram(got);
  }
};

}  // namespace plumbline::adapters::coap::testing
