#include "parameters.hpp"

#include "plumbline/adapters/http/message.hpp"

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
});

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

}  // namespace plumbline::adapters::http
