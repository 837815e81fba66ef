#include "plumbline/core/bytes.hpp"

#include <array>
#include <cstddef>

namespace plumbline {

namespace {

constexpr std::string_view kLowerDigits = "0123456789abcdef";
constexpr std::string_view kUpperDigits = "0123456789ABCDEF";
constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> kDigitValue = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNoDigit);
  for (std::uint8_t value = 0; value < 16; ++value) {
    table[static_cast<std::uint8_t>(kLowerDigits[value])] = value;
    table[static_cast<std::uint8_t>(kUpperDigits[value])] = value;
  }
  return table;
}();

std::string hex_with(std::string_view digits, ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t octet : bytes) {
    text.push_back(digits[octet >> 4U]);
    text.push_back(digits[octet & 0x0fU]);
  }
  return text;
}

}  // namespace

ByteView as_bytes(std::string_view text) noexcept {
  // Octets may be viewed through unsigned char whatever their type ([basic.lval] 11.3).
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(ByteView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes concat(std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const ByteView part : parts) {
    size += part.size();
  }
  Bytes whole;
  whole.reserve(size);
  for (const ByteView part : parts) {
    whole.insert(whole.end(), part.begin(), part.end());
  }
  return whole;
}

std::string to_hex(ByteView bytes) {
  return hex_with(kLowerDigits, bytes);
}

std::string to_upper_hex(ByteView bytes) {
  return hex_with(kUpperDigits, bytes);
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) {
    return fail(Errc::malformed, "hex text has an odd number of digits");
  }
  const ByteView digits = as_bytes(text);
  Bytes bytes;
  bytes.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const std::uint8_t high = kDigitValue[digits[i]];
    const std::uint8_t low = kDigitValue[digits[i + 1]];
    if (high == kNoDigit || low == kNoDigit) {
      const std::size_t foreign = high == kNoDigit ? i : i + 1;
      return fail(Errc::malformed, "no hex digit at offset " + std::to_string(foreign));
    }
    bytes.push_back(static_cast<std::uint8_t>(high << 4U | low));
  }
  return bytes;
}

}  // namespace plumbline
