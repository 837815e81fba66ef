#include "plumbline/adapters/coap/message.hpp"

#include <algorithm>

namespace plumbline::adapters::coap {

std::string dotted_text(Code code) {
  const unsigned detail = code & 0x1FU;
  return std::to_string(code >> 5U) + (detail < 10 ? ".0" : ".") + std::to_string(detail);
}

Bytes uint_octets(std::uint32_t value) {
  Bytes octets;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    const auto octet = static_cast<std::uint8_t>(value >> (shift - 8));
    if (octet != 0 || !octets.empty()) {
      octets.push_back(octet);
    }
  }
  return octets;
}

std::uint32_t uint_of(ByteView octets) noexcept {
  std::uint32_t value = 0;
  for (const auto octet : octets) {
    value = value << 8U | octet;
  }
  return value;
}

const Option* find_option(const Message& message, std::uint16_t number) noexcept {
  const auto found = std::ranges::find(message.options, number, &Option::number);
  return found == message.options.end() ? nullptr : &*found;
}

void add_option(Message& message, std::uint16_t number, std::string_view text) {
  const auto octets = as_bytes(text);
  message.options.push_back({.number = number, .value = {octets.begin(), octets.end()}});
}

void add_uint_option(Message& message, std::uint16_t number, std::uint32_t value) {
  message.options.push_back({.number = number, .value = uint_octets(value)});
}

}  // namespace plumbline::adapters::coap
