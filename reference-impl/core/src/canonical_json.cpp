#include "plumbline/core/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace plumbline {

namespace {

/// Orders lead octets of UTF-8 as their UTF-16 code units are ordered: U+E000 to U+FFFF (lead
/// octets EE and EF) come after the surrogates that stand for F0 and above.
constexpr unsigned utf16_rank(char octet) {
  const auto value = static_cast<unsigned char>(octet);
  return value == 0xee || value == 0xef ? value + 0x20U : value;
}

bool utf16_less(std::string_view a, std::string_view b) {
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a == a.end() || in_b == b.end()) {
    return in_a == a.end() && in_b != b.end();
  }
  return utf16_rank(*in_a) < utf16_rank(*in_b);
}

/// ECMA-262 Number::toString (RFC 8785 clause 3.2.2.3).
void append_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    throw std::invalid_argument{"canonical JSON of a number that is not finite"};
  }
  if (number == 0) {
    out += '0';  // also for minus zero
    return;
  }
  if (number < 0) {
    out += '-';
    number = -number;
  }
  std::array<char, 32> buffer{};
  const char* const end =
      std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific).ptr;
  const std::string_view shortest{buffer.data(), static_cast<std::size_t>(end - buffer.data())};
  const std::size_t e = shortest.find('e');
  std::string digits{shortest.substr(0, 1)};
  if (e > 2) {
    digits += shortest.substr(2, e - 2);
  }
  const int count = static_cast<int>(digits.size());
  const int point = static_cast<int>(std::strtol(shortest.data() + e + 1, nullptr, 10)) +
                    1;  // value = 0.digits * 10^point
  if (point > 21 || point < -5) {
    out += digits.substr(0, 1);
    if (count > 1) {
      out += '.' + digits.substr(1);
    }
    out += point > 0 ? "e+" : "e-";
    out += std::to_string(std::abs(point - 1));
  } else if (point <= 0) {
    out += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  } else if (point >= count) {
    out += digits + std::string(static_cast<std::size_t>(point - count), '0');
  } else {
    const auto whole = static_cast<std::size_t>(point);
    out += digits.substr(0, whole) + '.' + digits.substr(whole);
  }
}

void append_value(std::string& out, const Json& value);

void append_object(std::string& out, const Json& value) {
  const auto& object = value.get_ref<const Json::object_t&>();
  std::vector<const Json::object_t::value_type*> members;
  members.reserve(object.size());
  for (const auto& member : object) {
    members.push_back(&member);
  }
  std::ranges::sort(
      members, utf16_less, [](const auto* member) -> std::string_view { return member->first; });
  char separator = '{';
  for (const auto* member : members) {
    out += separator;
    out += Json(member->first).dump();
    out += ':';
    append_value(out, member->second);
    separator = ',';
  }
  out += members.empty() ? "{}" : "}";
}

void append_array(std::string& out, const Json& value) {
  char separator = '[';
  for (const Json& element : value) {
    out += separator;
    append_value(out, element);
    separator = ',';
  }
  out += value.empty() ? "[]" : "]";
}

void append_value(std::string& out, const Json& value) {
  if (value.is_object()) {
    append_object(out, value);
  } else if (value.is_array()) {
    append_array(out, value);
  } else if (value.is_number()) {
    append_number(out, value.get<double>());
  } else {
    out += value.dump();  // the library escapes strings as RFC 8785 clause 3.2.2.2 demands
  }
}

}  // namespace

std::string canonical_json(const Json& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace plumbline
