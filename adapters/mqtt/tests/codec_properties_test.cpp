// What is written is read again, whatever the primitive and whoever its ends.

#include "plumbline/adapters/mqtt/payload.hpp"

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
  made.serialization = *element(Serialization::json, Serialization::xml, Serialization::cbor);
  return made;
}

PayloadForm form() {
  return {.wrapping = *element(Wrapping::bare, Wrapping::wrapped)};
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
  onem2m::RequestPrimitive given;
  given.operation = static_cast<onem2m::Operation>(*inRange(1, 6));
  given.to = text();
  given.from = entity();
  given.request_id = text();
  if (*arbitrary<bool>()) {
    given.content = Json{{text(), text()}, {"n", *arbitrary<std::int64_t>()}, {"l", {1, text()}}};
  }
  if (*arbitrary<bool>()) {
    given.query["rcn"] = std::to_string(*inRange(0, 12));
    given.parameters["gid"] = "g" + text();
  }
  const auto with = form();
  const auto payload = encode_request(given, with);
  RC_ASSERT(payload.has_value());
  const auto read = decode_request(payload.value(), with);
  RC_ASSERT(read.has_value());
  RC_ASSERT(to_json(read.value()) == to_json(given));
}

RC_GTEST_PROP(MqttCodec, ResponseSurvivesTheWire, ()) {
  onem2m::ResponsePrimitive given;
  given.status = static_cast<onem2m::Status>(*inRange(1000, 7000));
  given.request_id = text();
  given.from = entity();
  if (*arbitrary<bool>()) {
    given.content = Json{{text(), text()}};
    given.created_uri = "x" + text();
  }
  const auto with = form();
  const auto payload = encode_response(given, with);
  RC_ASSERT(payload.has_value());
  const auto read = decode_response(payload.value(), with);
  RC_ASSERT(read.has_value());
  RC_ASSERT(to_json(read.value()) == to_json(given));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt
