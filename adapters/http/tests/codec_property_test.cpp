// Any primitive that the binding carries: primitive → message → octets → message → the same
// primitive, in every serialization.

#include "plumbline/adapters/http/codec.hpp"
#include "plumbline/adapters/test_room/primitives.hpp"

#include "media_type.hpp"
#include "parameters.hpp"
#include "parser.hpp"

#include <rapidcheck/gtest.h>

namespace plumbline::adapters::http {
namespace {

/// Beside letters: no space, which a header field loses at its ends.
constexpr const char* kInHeaders = "/?#%&+\"<:=";
constexpr const char* kInSegments = "?#%&+:=";

onem2m::Parameters some_parameters(bool in_request) {
  onem2m::Parameters chosen;
  for (const auto& rule : parameter_rules()) {
    const bool travels = header_rule_of(rule.name, in_request) != nullptr;
    if (travels && rule.name != "tkns" && *rc::gen::arbitrary<bool>()) {
      chosen.emplace(rule.name, *test_room::value_of(rule.type, 1000000, kInHeaders));
    }
  }
  return chosen;
}

template <typename Message>
Message over_the_wire(const Message& message) {
  const auto octets = to_octets(message);
  Parser<Message> parser{{}};
  RC_ASSERT(parser.put(octets) == octets.size());
  RC_ASSERT(parser.state() == ParserState::complete);
  return std::move(parser.message());
}

RC_GTEST_PROP(HttpCodecProperty, RequestsSurviveTheWayOverTheWire, ()) {
  auto request = test_room::some_request(some_parameters(true), kInHeaders);
  request.to = test_room::some_target(kInSegments);
  const harness::Address address{.scheme = "http", .host = "127.0.0.1", .port = 80, .path = {}};
  const auto written = encode_request(request, address, test_room::some_serialization());
  const auto back = decode_request(over_the_wire(written.value()));
  test_room::assert_same(back.value(), request);
}

RC_GTEST_PROP(HttpCodecProperty, ResponsesSurviveTheWayOverTheWire, ()) {
  auto response = test_room::some_response(some_parameters(false), kInHeaders);
  if (*rc::gen::arbitrary<bool>()) {
    response.created_uri = test_room::some_target(kInSegments);
  }
  const auto type = plain_type_of(test_room::some_serialization());
  const auto* const family = *rc::gen::element(
      "application/", "application/vnd.onem2m-res+", "application/vnd.onem2m-ntfy+");
  const auto name = family + std::string{name_of(type.serialization)};
  const auto written =
      encode_response(response, {.name = name, .serialization = type.serialization});
  test_room::assert_same(decode_response(over_the_wire(written.value())).value(), response);
}

}  // namespace
}  // namespace plumbline::adapters::http
