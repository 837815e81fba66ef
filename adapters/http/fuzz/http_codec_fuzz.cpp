// Octets of a connection → parser → codec, for both roles. What decodes must survive encoding.

#include "plumbline/adapters/http/codec.hpp"

#include "../src/parser.hpp"
#include "../src/upper_tester.hpp"

#include <algorithm>
#include <cstdlib>

namespace {

namespace http = plumbline::adapters::http;
using plumbline::onem2m::RequestPrimitive;
using plumbline::onem2m::Serialization;

/// Feeds in two parts, as a network may.
template <typename Message>
http::Parser<Message> parse(plumbline::ByteView octets, std::size_t cut) {
  http::Parser<Message> parser{{.header_octets = 4096, .body_octets = 65536}};
  std::size_t taken = 0;
  for (const auto end : {std::min(cut, octets.size()), octets.size()}) {
    if (parser.state() == http::ParserState::incomplete && end > taken) {
      taken += parser.put(octets.subspan(taken, end - taken));
    }
  }
  if (parser.state() == http::ParserState::incomplete) {
    parser.put_end();
  }
  return parser;
}

void check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void exercise_written(const http::Request& written, const RequestPrimitive& primitive) {
  const auto octets = to_octets(written);
  auto reparsed = parse<http::Request>(octets, octets.size() / 2);
  check(reparsed.state() == http::ParserState::complete ||
        reparsed.state() == http::ParserState::header_too_large ||
        reparsed.state() == http::ParserState::body_too_large);
  if (reparsed.state() == http::ParserState::complete) {
    const auto second = http::decode_request(reparsed.message());
    check(second.has_value() && second.value().to == primitive.to &&
          second.value().query == primitive.query && second.value().content == primitive.content);
  }
}

void exercise_request(const http::Request& request) {
  static const plumbline::harness::Address address{
      .scheme = "http", .host = "127.0.0.1", .port = 80, .path = ""};
  if (http::is_upper_tester_request(request)) {
    static_cast<void>(http::decode_command(request));
    return;
  }
  const auto primitive = http::decode_request(request);
  if (!primitive) {
    static_cast<void>(to_octets(http::encode_fault(request, primitive.error())));
    return;
  }
  for (const auto serialization : {Serialization::json, Serialization::xml, Serialization::cbor}) {
    const auto again = http::encode_request(primitive.value(), address, serialization);
    // What XML has no type for is named.
    check(again.has_value() || (serialization == Serialization::xml &&
                                again.error().code == plumbline::Errc::unsupported));
    if (again) {
      exercise_written(again.value(), primitive.value());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const plumbline::ByteView octets{data + 1, size - 1};
  if (auto parser = parse<http::Request>(octets, data[0]);
      parser.state() == http::ParserState::complete) {
    exercise_request(parser.message());
  }
  if (auto parser = parse<http::Response>(octets, data[0]);
      parser.state() == http::ParserState::complete) {
    static_cast<void>(http::decode_response(parser.message()));
    static_cast<void>(http::decode_answer(parser.message()));
  }
  return 0;
}
