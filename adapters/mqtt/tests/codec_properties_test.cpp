// What is written is read again, whatever the primitive and whoever its ends.

#include "plumbline/adapters/mqtt/payload.hpp"
#include "plumbline/onem2m/testing/generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace plumbline::adapters::mqtt {
namespace {

using rc::gen::arbitrary;
using rc::gen::element;
using rc::gen::inRange;

std::string segment() {
  const auto text = *rc::gen::nonEmpty(rc::gen::container<std::string>(
      element('A', 'Z', 'a', 'z', 'C', 'S', '0', '9', '-', '.', '_', '~')));
  return text == "." || text == ".." ? "x" : text;
}

std::string entity() {
  std::string id = *arbitrary<bool>() ? "//" + segment() : "";
  id += '/' + segment();
  return *arbitrary<bool>() ? id + "/C" + segment() : id;
}

std::string credential() {
  return std::to_string(*inRange(10, 56)) + '-' +
         *rc::gen::nonEmpty(
             rc::gen::container<std::string>(element('A', 'z', '5', '.', '_', '-', '@', '/')));
}

std::string prefix() {
  return *arbitrary<bool>() ? '/' + segment() : "";
}

/// Any text that JSON can hold.
std::string text() {
  return *rc::gen::container<std::string>(
      element('a', '"', '\\', '/', '\n', '\x01', '{', '}', '&', '+', '<', ' '));
}

Serialization serialization() {
  return *element(Serialization::json, Serialization::xml, Serialization::cbor);
}

Topic topic() {
  Topic made;
  made.kind = *element(TopicKind::request,
                       TopicKind::response,
                       TopicKind::registration_request,
                       TopicKind::registration_response);
  const bool registers =
      made.kind == TopicKind::registration_request || made.kind == TopicKind::registration_response;
  made.originator = registers ? credential() : entity();
  made.receiver = entity();
  made.serialization = serialization();
  return made;
}

PayloadForm form() {
  return {.serialization = serialization(),
          .wrapping = *element(Wrapping::bare, Wrapping::wrapped)};
}

RC_GTEST_PROP(MqttCodec, TopicSurvivesTheWire, ()) {
  const auto given = topic();
  const auto before = prefix();
  RC_PRE(given.originator.size() <= 255 && given.receiver.size() <= 255);
  const auto made = make_topic(given, before);
  RC_ASSERT(made.has_value());
  const auto read = parse_topic(made.value(), before);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read.value() == given);
}

RC_GTEST_PROP(MqttCodec, AnyTextIsATopicOnlyIfItIsWrittenSo, ()) {
  const auto given = *rc::gen::container<std::string>(
      element('/', 'o', 'n', 'C', 'a', ':', '+', '#', '.', '\0', '\xff'));
  const auto tail = "/oneM2M/req/" + given + "/json";
  if (const auto read = parse_topic(tail, "")) {
    RC_ASSERT(make_topic(read.value(), "").value() == tail);
  }
}

RC_GTEST_PROP(MqttCodec, RequestSurvivesTheWire, ()) {
  const auto given = *onem2m::testing::request_primitive();
  const auto with = form();
  const auto payload = encode_request(given, with);
  RC_ASSERT(payload.has_value());
  const auto read = decode_request(payload.value(), with);
  RC_ASSERT(read.has_value());
  RC_ASSERT(to_json(read.value()) == to_json(given));
  RC_ASSERT(request_id_in(payload.value(), with) == given.request_id);
}

RC_GTEST_PROP(MqttCodec, ResponseSurvivesTheWire, ()) {
  const auto given = *onem2m::testing::response_primitive();
  const auto with = form();
  const auto payload = encode_response(given, with);
  RC_ASSERT(payload.has_value());
  const auto read = decode_response(payload.value(), with);
  RC_ASSERT(read.has_value());
  RC_ASSERT(to_json(read.value()) == to_json(given));
  RC_ASSERT(request_id_in(payload.value(), with) == given.request_id);
}

// Only XML lacks characters, and types for what is not oneM2M's.
RC_GTEST_PROP(MqttCodec, AnyContentIsTheSameOrRefused, ()) {
  onem2m::RequestPrimitive given;
  given.operation = static_cast<onem2m::Operation>(*inRange(1, 6));
  given.to = text();
  given.from = entity();
  given.request_id = text();
  given.content = Json{{text(), text()}, {"n", *arbitrary<std::int64_t>()}, {"l", {1, text()}}};
  const auto with = form();
  const auto payload = encode_request(given, with);
  if (!payload) {
    RC_ASSERT(with.serialization == Serialization::xml);
    RC_ASSERT(payload.error().code == Errc::unsupported);
    return;
  }
  const auto read = decode_request(payload.value(), with);
  RC_ASSERT(read.has_value());
  RC_ASSERT(to_json(read.value()) == to_json(given));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt
