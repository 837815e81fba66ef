#include "options.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <string>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

using enum Carriage;
using enum onem2m::ValueType;

constexpr auto kText = Format::text;
constexpr auto kUint = Format::uint;

constexpr auto kRules = std::to_array<OptionRule>({
    {"Uri-Host", option::kUriHost, option::kUriHost, 1, 255, false, request},
    {"Uri-Port", option::kUriPort, option::kUriPort, 0, 2, false, request},
    {"Location-Path", option::kLocationPath, option::kLocationPath, 0, 255, true, response},
    {"Uri-Path", option::kUriPath, option::kUriPath, 0, 255, true, request},
    {"Content-Format", option::kContentFormat, option::kContentFormat, 0, 2, false, both},
    {"Uri-Query", option::kUriQuery, option::kUriQuery, 0, 255, true, request},
    {"Accept", option::kAccept, option::kAccept, 0, 2, false, request},
    {"Block2", option::kBlock2, option::kBlock2, 0, 3, false, both},
    {"Block1", option::kBlock1, option::kBlock1, 0, 3, false, both},
    {"Proxy-Uri", option::kProxyUri, option::kProxyUri, 1, 1034, false, request},
    {"Proxy-Scheme", option::kProxyScheme, option::kProxyScheme, 1, 255, false, request},
    {"oneM2M-OT", 259, 259, 1, 15, false, both, "ot", kText, timestamp},
    {"oneM2M-RTURI", 263, 263, 0, 255, false, request, "rtu", kText, text},
    {"oneM2M-TY", 267, 267, 0, 2, false, request, "ty", kUint, number},
    {"oneM2M-RVI", 271, 271, 1, 2, false, both, "rvi", kText, text},
    {"oneM2M-ASRI", 275, 0, 0, 255, false, response, "asri", kText, text},
    {"oneM2M-FR", 279, 256, 0, 255, false, both, "fr", kText, text},
    {"oneM2M-RQI", 283, 257, 0, 255, false, both, "rqi", kText, text},
    {"oneM2M-RQET", 291, 260, 1, 15, false, request, "rqet", kText, abs_rel_timestamp},
    {"oneM2M-RSET", 295, 261, 1, 15, false, both, "rset", kText, abs_rel_timestamp},
    {"oneM2M-OET", 299, 262, 1, 15, false, request, "oet", kText, abs_rel_timestamp},
    {"oneM2M-EC", 303, 264, 0, 1, false, both, "ec", kUint, number},
    {"oneM2M-RSC", 307, 265, 0, 2, false, response, "rsc", kUint, number},
    {"oneM2M-GID", 311, 266, 0, 255, false, request, "gid", kText, text},
    {"oneM2M-CTO", 319, 268, 0, 2, false, response, "cto", kUint, number},
    {"oneM2M-CTS", 323, 269, 0, 2, false, response, "cts", kUint, number},
    {"oneM2M-ATI", 327, 270, 0, 255, false, response, "ati", kText, text},
    {"oneM2M-VSI", 331, 272, 0, 255, false, both, "vsi", kText, text},
    {"oneM2M-GTM", 335, 0, 0, 512, false, request, "gtm", kText, text},
    {"oneM2M-AUS", 339, 0, 0, 255, false, request, "aus", kText, text},
});

bool travels(const OptionRule& rule, bool in_request) {
  return rule.carriage == both || rule.carriage == (in_request ? request : response);
}

Error cannot_carry(const OptionRule& rule, const std::string& why) {
  return fail(Errc::invalid_value,
              std::string{rule.parameter} + ": " + std::string{rule.name} + ' ' + why);
}

Result<void> add_number(Message& message,
                        const OptionRule& rule,
                        std::uint16_t number,
                        std::string_view value) {
  std::uint32_t parsed = 0;
  const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
  if (error != std::errc{} || stop != value.data() + value.size() ||
      parsed >> (8 * rule.most) != 0) {
    return cannot_carry(rule, "carries numbers of " + std::to_string(rule.most) + " octets");
  }
  add_uint_option(message, number, parsed);
  return success();
}

/// "option 279 (oneM2M-FR)".
std::string name_of(const OptionRule* rule, const Option& option) {
  auto name = "option " + std::to_string(option.number);
  if (rule != nullptr) {
    name += " (" + std::string{rule->name} + ')';
  }
  return name;
}

const OptionRule* rule_of_number(std::uint16_t number, bool in_request, OptionNumbers numbers) {
  const auto* const found = std::ranges::find_if(kRules, [&](const OptionRule& rule) {
    return number_of(rule, numbers) == number && travels(rule, in_request);
  });
  return found == kRules.end() ? nullptr : found;
}

using Seen = std::bitset<kRules.size()>;

/// Why `option` is as good as not known; empty when it is known.
std::string_view fault_of(const OptionRule* rule, const Option& option, Seen& seen) {
  if (rule == nullptr) {
    return "critical, and not known here";
  }
  if (option.value.size() < rule->least || option.value.size() > rule->most) {
    return "critical, and of a wrong length";
  }
  const auto index = static_cast<std::size_t>(rule - kRules.data());
  if (!rule->repeatable && seen.test(index)) {
    return "critical, and there twice";
  }
  seen.set(index);
  return {};
}

}  // namespace

std::span<const OptionRule> option_rules() noexcept {
  return kRules;
}

std::uint16_t number_of(const OptionRule& rule, OptionNumbers numbers) noexcept {
  return numbers == OptionNumbers::r3 ? rule.r3 : rule.r1;
}

const OptionRule* rule_of_parameter(std::string_view name, bool in_request) noexcept {
  const auto* const found = std::ranges::find_if(kRules, [&](const OptionRule& rule) {
    return !rule.parameter.empty() && rule.parameter == name && travels(rule, in_request);
  });
  return found == kRules.end() ? nullptr : found;
}

Result<void> add_parameter(Message& message,
                           const OptionRule& rule,
                           OptionNumbers numbers,
                           std::string_view value) {
  const auto number = number_of(rule, numbers);
  if (number == 0) {
    return cannot_carry(rule, "has no number in releases 1 and 2");
  }
  if (!onem2m::conforms(rule.type, value)) {
    return cannot_carry(rule, "carries " + std::string{describe(rule.type)});
  }
  if (rule.format == Format::uint) {
    return add_number(message, rule, number, value);
  }
  if (value.size() < rule.least || value.size() > rule.most || !onem2m::is_clean_text(value)) {
    return cannot_carry(rule,
                        "carries " + std::to_string(rule.least) + " to " +
                            std::to_string(rule.most) + " octets of text");
  }
  add_option(message, number, value);
  return success();
}

Result<std::string> text_of(const OptionRule& rule, const Option& option) {
  if (rule.format == Format::uint) {
    return std::to_string(uint_of(option.value));
  }
  std::string text{as_text(option.value)};
  if (!onem2m::is_clean_text(text)) {
    return fail(Errc::invalid_value, name_of(&rule, option) + ": control character or no UTF-8");
  }
  if (!conforms(rule.type, text)) {
    return fail(Errc::invalid_value,
                name_of(&rule, option) + ": not " + std::string{describe(rule.type)});
  }
  return text;
}

Result<void> for_each_option(const Message& message,
                             bool in_request,
                             OptionNumbers numbers,
                             const OptionVisitor& visit) {
  Seen seen;
  for (const auto& option : message.options) {
    const auto* const rule = rule_of_number(option.number, in_request, numbers);
    if (const auto fault = fault_of(rule, option, seen); fault.empty()) {
      PLUMBLINE_TRY(visit(*rule, option));
    } else if (is_critical(option.number)) {
      return fail(Errc::unsupported, name_of(rule, option) + ": " + std::string{fault});
    }
  }
  return success();
}

}  // namespace plumbline::adapters::coap
