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
  const auto back =
      decode_request(over_the_wire(encode_request(request, "", numbers).value()), numbers).value();
  RC_ASSERT(back.operation == request.operation);
  RC_ASSERT(back.to == request.to);
  RC_ASSERT(back.from == request.from);
  RC_ASSERT(back.request_id == request.request_id);
  RC_ASSERT(back.release_version == request.release_version);
  RC_ASSERT(back.resource_type == request.resource_type);
  RC_ASSERT(back.content == request.content);
  RC_ASSERT(back.parameters == request.parameters);
  RC_ASSERT(back.query == request.query);
}

RC_GTEST_PROP(CoapCodecProperty, ResponsesSurviveTheWayOverTheWire, ()) {
  const auto numbers = some_numbers();
  const auto response = testing::some_response(numbers);
  const auto message = encode_response(
      response, *rc::gen::element(onem2m::Operation::retrieve, onem2m::Operation::notify), numbers);
  const auto back = decode_response(over_the_wire(message.value()), numbers).value();
  RC_ASSERT(back.status == response.status);
  RC_ASSERT(back.request_id == response.request_id);
  RC_ASSERT(back.release_version == response.release_version);
  RC_ASSERT(back.from == response.from);
  RC_ASSERT(back.content == response.content);
  RC_ASSERT(back.created_uri == response.created_uri);
  RC_ASSERT(back.parameters == response.parameters);
}

RC_GTEST_PROP(CoapCodecProperty, WhatIsReadFromAnyOctetsIsWrittenAgain, (const Bytes& octets)) {
  const auto datagram = parse_datagram(octets);
  if (datagram) {
    RC_ASSERT(to_octets(datagram.value()).value() == octets);
  }
}

}  // namespace
}  // namespace plumbline::adapters::coap
