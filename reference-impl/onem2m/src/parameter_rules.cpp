#include "parameter_rules.hpp"

#include "text_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace plumbline::onem2m {

namespace {

using enum ParameterForm;

// TS-0004 table 8.2.2-1.
constexpr auto kRequestParameters = std::to_array<ParameterRule>({
    {"ot", "ot", text},
    {"rqet", "rqet", text},
    {"rset", "rset", text},
    {"oet", "oet", text},
    {"ec", "ec", integer},
    {"gid", "gid", text},
    {"tkns", "tkns", text_list},
    {"aus", "aus", text_list},
    {"vsi", "vsi", text},
});

constexpr auto kQueryParameters = std::to_array<ParameterRule>({
    {"rp", "rp", text},
    {"rcn", "rcn", integer},
    {"da", "da", boolean},
    {"drt", "drt", integer},
    {"rids", "rids", text_list},
    {"tids", "tids", text_list},
    {"ltids", "ltids", text_list},
    {"tqi", "tqi", boolean},
    {"asi", "asi", boolean},
    {"auri", "auri", boolean},
    {"sqi", "sqi", boolean},
});

constexpr auto kFilters = std::to_array<ParameterRule>({
    {"crb", "crb", text},       {"cra", "cra", text},    {"ms", "ms", text},
    {"us", "us", text},         {"sts", "sts", integer}, {"stb", "stb", integer},
    {"exb", "exb", text},       {"exa", "exa", text},    {"lbl", "lbl", text_list},
    {"ty", "ty", integer_list}, {"sza", "sza", integer}, {"szb", "szb", integer},
    {"cty", "cty", text_list},  {"lim", "lim", integer}, {"fu", "fu", integer},
    {"smf", "smf", text_list},  {"fo", "fo", integer},   {"cfs", "cfs", integer},
    {"cfq", "cfq", text},       {"lvl", "lvl", integer}, {"ofst", "ofst", integer},
    {"arp", "arp", text},
});

// TS-0004 tables 6.4.2-1 and 8.2.2-1; the HTTP binding calls content status and offset CTS and CTO.
constexpr auto kResponseParameters = std::to_array<ParameterRule>({
    {"to", "to", text},
    {"ot", "ot", text},
    {"rset", "rset", text},
    {"ec", "ec", integer},
    {"cts", "cnst", integer},
    {"cto", "cnot", integer},
    {"ati", "ati", text_list},
    {"asri", "asri", boolean},
    {"vsi", "vsi", text},
});

constexpr std::int64_t kMaxInteger = std::numeric_limits<std::uint32_t>::max();

/// The text as JSON integer; as it is when it is none, so that the receiver can name the fault.
Json integer_json(std::string_view value) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) {
    return value;
  }
  return number;
}

Json integer_list_json(std::string_view value) {
  Json list = split(value, '+');
  for (Json& element : list) {
    element = integer_json(element.get_ref<const std::string&>());
  }
  return list;
}

Json to_form(ParameterForm form, const std::string& value) {
  switch (form) {
    case text:
      return value;
    case integer:
      return integer_json(value);
    case boolean:
      return value == "true" || value == "1"    ? Json(true)
             : value == "false" || value == "0" ? Json(false)
                                                : Json(value);
    case text_list:
      return split(value, '+');
    case integer_list:
      return integer_list_json(value);
  }
  return value;
}

std::string join_integers(JsonReader& reader, std::string_view name, const Json& list) {
  std::string joined;
  for (const Json& element : list) {
    if (!element.is_number_integer() || element < 0 || element > kMaxInteger) {
      reader.refuse(name, "must be a list of numbers");
      return {};
    }
    if (!joined.empty()) {
      joined += '+';
    }
    joined += std::to_string(element.get<std::uint32_t>());
  }
  return joined;
}

std::optional<std::string> read_list(JsonReader& reader, const ParameterRule& rule) {
  const Json* const list = reader.optional_array(rule.json);
  if (list == nullptr) {
    return std::nullopt;
  }
  return rule.form == integer_list ? join_integers(reader, rule.json, *list)
                                   : join(reader, rule.json, *list, '+');
}

std::optional<std::string> read_one(JsonReader& reader, const ParameterRule& rule) {
  switch (rule.form) {
    case text:
      return reader.optional_string(rule.json);
    case integer: {
      const auto value = reader.optional_integer(rule.json, 0, kMaxInteger);
      return value ? std::optional{std::to_string(*value)} : std::nullopt;
    }
    case boolean: {
      const auto value = reader.optional_boolean(rule.json);
      return value ? std::optional<std::string>{*value ? "true" : "false"} : std::nullopt;
    }
    case text_list:
    case integer_list:
      return read_list(reader, rule);
  }
  return std::nullopt;
}

}  // namespace

std::span<const ParameterRule> request_parameter_rules() {
  return kRequestParameters;
}

std::span<const ParameterRule> query_parameter_rules() {
  return kQueryParameters;
}

std::span<const ParameterRule> filter_rules() {
  return kFilters;
}

std::span<const ParameterRule> response_parameter_rules() {
  return kResponseParameters;
}

void write_parameters(Json& object,
                      std::span<const ParameterRule> rules,
                      const Parameters& parameters) {
  for (const ParameterRule& rule : rules) {
    if (const auto found = parameters.find(rule.name); found != parameters.end()) {
      object[rule.json] = to_form(rule.form, found->second);
    }
  }
}

void read_parameters(JsonReader& reader,
                     std::span<const ParameterRule> rules,
                     Parameters& parameters) {
  for (const ParameterRule& rule : rules) {
    if (auto value = read_one(reader, rule)) {
      parameters.insert_or_assign(std::string{rule.name}, std::move(*value));
    }
  }
}

}  // namespace plumbline::onem2m
