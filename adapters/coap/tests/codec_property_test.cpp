// Any primitive that the binding carries: primitive → message → datagram → message → the same
// primitive.

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/datagram.hpp"

#include "primitives.hpp"

#include <rapidcheck/gtest.h>

namespace plumbline::adapters::coap {
namespace {

Message over_the_wire(const Message& message) {
  Datagram datagram{.message_id = *rc::gen::arbitrary<std::uint16_t>(), .message = message};
  datagram.token = *rc::gen::resize(8, rc::gen::arbitrary<Bytes>());
  const auto back = parse_datagram(to_octets(datagram).value()).value();
  RC_ASSERT(back.message_id == datagram.message_id);
  RC_ASSERT(back.token == datagram.token);
  return back.message;
}

OptionNumbers some_numbers() {
  return *rc::gen::element(OptionNumbers::r3, OptionNumbers::r1);
}

RC_GTEST_PROP(CoapCodecProperty, RequestsSurviveTheWayOverTheWire, ()) {
  const auto numbers = some_numbers();
  const auto request = testing::some_request(numbers);
  const auto written =
      encode_request(request, "", numbers, test_room::some_serialization()).value();
  const auto back = decode_request(over_the_wire(written), numbers);
  test_room::assert_same(back.value(), request);
}

RC_GTEST_PROP(CoapCodecProperty, ResponsesSurviveTheWayOverTheWire, ()) {
  const auto numbers = some_numbers();
  const auto response = testing::some_response(numbers);
  const auto answered = *rc::gen::element(onem2m::Operation::retrieve, onem2m::Operation::notify);
  // TS-0008 table 6.2.2.2-1, all contents
  const auto format =
      *rc::gen::element<std::uint32_t>(50, 41, 60, 10001, 10014, 10010, 10003, 10002, 10011);
  const auto written = encode_response(response, answered, numbers, format).value();
  test_room::assert_same(decode_response(over_the_wire(written), numbers).value(), response);
}

RC_GTEST_PROP(CoapCodecProperty, WhatIsReadFromAnyOctetsIsWrittenAgain, (const Bytes& octets)) {
  const auto datagram = parse_datagram(octets);
  if (datagram) {
    RC_ASSERT(to_octets(datagram.value()).value() == octets);
  }
}

}  // namespace
}  // namespace plumbline::adapters::coap
