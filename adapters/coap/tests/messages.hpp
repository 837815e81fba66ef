/// @file
/// What a message has in it, and changes to it, for tests.

#pragma once

#include "plumbline/adapters/coap/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::coap {

/// Values of all options of one number, as text.
inline std::vector<std::string> texts(const Message& message, std::uint16_t number) {
  std::vector<std::string> found;
  for (const auto& option : message.options) {
    if (option.number == number) {
      found.emplace_back(as_text(option.value));
    }
  }
  return found;
}

/// The value of the one option of that number becomes another.
inline auto changed(std::uint16_t number, std::string value) {
  return [=](Message& message) {
    std::erase_if(message.options, [=](const Option& option) { return option.number == number; });
    add_option(message, number, value);
  };
}

inline auto added(std::uint16_t number, std::string_view value) {
  return [=](Message& message) { add_option(message, number, value); };
}

inline auto without(std::uint16_t number) {
  return [=](Message& message) {
    std::erase_if(message.options, [=](const Option& option) { return option.number == number; });
  };
}

inline auto with_payload(std::string_view text) {
  return [=](Message& message) {
    message.payload.assign(as_bytes(text).begin(), as_bytes(text).end());
  };
}

}  // namespace plumbline::adapters::coap
