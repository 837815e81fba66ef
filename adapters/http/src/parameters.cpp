#include "parameters.hpp"

#include "plumbline/adapters/http/message.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <algorithm>
#include <array>

namespace plumbline::adapters::http {
namespace {

using enum Carriage;
using enum ValueType;

constexpr std::array kRules = std::to_array<ParameterRule>({
    {"ot", "X-M2M-OT", both_headers, timestamp},
    {"rqet", "X-M2M-RET", request_header, abs_rel_timestamp},
    {"rset", "X-M2M-RST", both_headers, abs_rel_timestamp},
    {"oet", "X-M2M-OET", request_header, abs_rel_timestamp},
    {"ec", "X-M2M-EC", both_headers, number},
    {"rtu", "X-M2M-RTU", request_header, text},
    {"gid", "X-M2M-GID", request_header, text},
    {"vsi", "X-M2M-VSI", both_headers, text},
    {"aus", "X-M2M-AS", request_header, text},
    {"tkns", "Authorization", request_header, text},
    {"asri", "X-M2M-ASRI", response_header, text},
    {"ati", "X-M2M-ATI", response_header, text},
    {"cts", "X-M2M-CTS", response_header, number},
    {"cto", "X-M2M-CTO", response_header, number},
    {"rt", "", query, number},
    {"rp", "", query, abs_rel_timestamp},
    {"rcn", "", query, number},
    {"da", "", query, text},
    {"crb", "", query, timestamp},
    {"cra", "", query, timestamp},
    {"ms", "", query, timestamp},
    {"us", "", query, timestamp},
    {"sts", "", query, number},
    {"stb", "", query, number},
    {"exb", "", query, timestamp},
    {"exa", "", query, timestamp},
    {"lbl", "", query, text},
    {"ty", "", query, number_list},
    {"sza", "", query, number},
    {"szb", "", query, number},
    {"cty", "", query, text},
    {"lim", "", query, number},
    {"fu", "", query, number},
    {"smf", "", query, text},
    {"fo", "", query, number},
    {"cfs", "", query, number},
    {"cfq", "", query, text},
    {"lvl", "", query, number},
    {"ofst", "", query, number},
    {"drt", "", query, number},
    {"rids", "", query, text},
    {"tids", "", query, text},
    {"ltids", "", query, text},
    {"tqi", "", query, text},
    {"asi", "", query, text},
    {"auri", "", query, text},
    {"sqi", "", query, text},
    {"atrl", "", query, text},
});

/// No number of the binding has more digits.
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

bool travels(const ParameterRule& rule, bool in_request) {
  return rule.carriage == both_headers ||
         rule.carriage == (in_request ? request_header : response_header);
}

const ParameterRule* find_rule(auto&& predicate) {
  const auto* const found = std::ranges::find_if(kRules, predicate);
  return found == kRules.end() ? nullptr : found;
}

}  // namespace

std::span<const ParameterRule> parameter_rules() noexcept {
  return kRules;
}

const ParameterRule* rule_of_header(std::string_view header, bool in_request) noexcept {
  return find_rule([&](const ParameterRule& rule) {
    return travels(rule, in_request) && same_name(rule.header, header);
  });
}

const ParameterRule* header_rule_of(std::string_view name, bool in_request) noexcept {
  return find_rule(
      [&](const ParameterRule& rule) { return travels(rule, in_request) && rule.name == name; });
}

const ParameterRule* query_rule_of(std::string_view name) noexcept {
  return find_rule(
      [&](const ParameterRule& rule) { return rule.carriage == query && rule.name == name; });
}

bool conforms(ValueType type, std::string_view value) {
  switch (type) {
    case text:
      return true;
    case number:
      return is_number(value);
    case number_list:
      return is_number_list(value);
    case timestamp:
      return onem2m::from_timestamp(value).has_value();
    case abs_rel_timestamp:
      return onem2m::from_abs_rel_timestamp(value, {}).has_value();
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

}  // namespace plumbline::adapters::http
