#include "plumbline/onem2m/parameter_value.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace plumbline::onem2m {
namespace {

using enum ValueType;

constexpr auto kQueryRules = std::to_array<QueryRule>({
    {"rt", number},     {"rp", abs_rel_timestamp},
    {"rcn", number},    {"da", text},
    {"crb", timestamp}, {"cra", timestamp},
    {"ms", timestamp},  {"us", timestamp},
    {"sts", number},    {"stb", number},
    {"exb", timestamp}, {"exa", timestamp},
    {"lbl", text},      {"ty", number_list},
    {"sza", number},    {"szb", number},
    {"cty", text},      {"lim", number},
    {"fu", number},     {"smf", text},
    {"fo", number},     {"cfs", number},
    {"cfq", text},      {"lvl", number},
    {"ofst", number},   {"drt", number},
    {"rids", text},     {"tids", text},
    {"ltids", text},    {"tqi", text},
    {"asi", text},      {"auri", text},
    {"sqi", text},      {"atrl", text},
});

/// No number of a binding has more digits.
constexpr std::size_t kMaxDigits = 10;

bool is_number(std::string_view value) {
  return !value.empty() && value.size() <= kMaxDigits &&
         std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_number_list(std::string_view value) {
  for (auto plus = value.find('+'); plus != std::string_view::npos; plus = value.find('+')) {
    if (!is_number(value.substr(0, plus))) {
      return false;
    }
    value.remove_prefix(plus + 1);
  }
  return is_number(value);
}

/// RFC 3629: length of the sequence at the start of `text`, 0 when it is none.
std::size_t utf8_length(std::string_view text) {
  const ByteView octets = as_bytes(text);
  utf8proc_int32_t code_point = 0;
  const auto length =
      utf8proc_iterate(octets.data(), static_cast<utf8proc_ssize_t>(octets.size()), &code_point);
  return length > 0 ? static_cast<std::size_t>(length) : 0;
}

}  // namespace

bool conforms(ValueType type, std::string_view value) {
  switch (type) {
    case text:
      return true;
    case number:
      return is_number(value);
    case number_list:
      return is_number_list(value);
    case timestamp:
      return from_timestamp(value).has_value();
    case abs_rel_timestamp:
      return from_abs_rel_timestamp(value, {}).has_value();
  }
  return false;
}

std::string_view describe(ValueType type) noexcept {
  switch (type) {
    case text:
      return "text";
    case number:
      return "a number";
    case number_list:
      return "numbers joined by '+'";
    case timestamp:
      return "an m2m:timestamp";
    case abs_rel_timestamp:
      return "an m2m:absRelTimestamp";
  }
  return {};
}

std::span<const QueryRule> query_rules() noexcept {
  return kQueryRules;
}

std::optional<ValueType> type_in_query(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kQueryRules, name, &QueryRule::name);
  return found == kQueryRules.end() ? std::nullopt : std::optional{found->type};
}

bool is_clean_text(std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_length(text);
    if (length == 0 || static_cast<std::uint8_t>(text.front()) < 0x20 || text.front() == '\x7f') {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace plumbline::onem2m
