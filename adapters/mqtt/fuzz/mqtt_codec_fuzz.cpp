// Topic and payload of a message, for both roles. What decodes must survive encoding.

#include "plumbline/adapters/mqtt/payload.hpp"
#include "plumbline/adapters/mqtt/upper_tester_topic.hpp"

#include <algorithm>
#include <cstdlib>

namespace {

namespace mqtt = plumbline::adapters::mqtt;

void check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void exercise_topic(std::string_view text) {
  if (const auto topic = mqtt::parse_topic(text, "")) {
    check(mqtt::make_topic(topic.value(), "").value() == text);
  }
  if (const auto topic = mqtt::parse_upper_tester_topic(text, "")) {
    check(mqtt::make_topic(topic.value(), "").value() == text);
  }
}

void exercise_payload(plumbline::ByteView payload, const mqtt::PayloadForm& form) {
  const auto request = mqtt::decode_request(payload, form);
  if (request) {
    const auto octets = mqtt::encode_request(request.value(), form).value();
    const auto again = mqtt::decode_request(octets, form);
    check(again.has_value() && to_json(again.value()) == to_json(request.value()));
  } else {
    check(mqtt::encode_response(mqtt::response_to(request.error()), {}).has_value());
  }
  if (const auto response = mqtt::decode_response(payload, form)) {
    const auto octets = mqtt::encode_response(response.value(), form).value();
    const auto again = mqtt::decode_response(octets, form);
    check(again.has_value() && to_json(again.value()) == to_json(response.value()));
  }
}

}  // namespace

/// A topic, an octet below 0x08 that chooses the form, and a payload.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plumbline::ByteView octets{data, size};
  const auto mark = std::ranges::find_if(octets, [](auto octet) { return octet < 8; });
  const auto topic = octets.first(static_cast<std::size_t>(mark - octets.begin()));
  exercise_topic(plumbline::as_text(topic));
  if (mark != octets.end()) {
    mqtt::PayloadForm form{.octets = 65536};
    form.serialization = static_cast<mqtt::Serialization>(*mark / 2 % 3);
    form.wrapping = *mark % 2 == 1 ? mqtt::Wrapping::wrapped : mqtt::Wrapping::bare;
    exercise_payload(octets.subspan(topic.size() + 1), form);
  }
  return 0;
}
