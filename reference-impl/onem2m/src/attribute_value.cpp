#include "attribute_value.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/content_info.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "identifier_syntax.hpp"

#include <algorithm>

namespace plumbline::onem2m {

namespace {

AttributeFault bad_request(const std::string& name, const std::string& why) {
  return {Status::bad_request, name + ": " + why};
}

bool is_string_list(const Json& value) {
  return value.is_array() &&
         std::ranges::all_of(value, [](const Json& element) { return element.is_string(); });
}

/// TS-0004 clause 6.3.5.27: accessControlOriginators, accessControlOperations, contexts, object
/// details.
std::optional<AttributeFault> fault_of_rule(const std::string& path, const Json& rule) {
  constexpr int kAllOperations = 63;
  JsonReader reader{rule, path};
  const Json& originators = reader.array("acor");
  static_cast<void>(reader.integer("acop", 0, kAllOperations));
  static_cast<void>(reader.optional_array("acco"));
  static_cast<void>(reader.optional_any("acod"));
  if (!reader.failed() && (originators.empty() || !is_string_list(originators))) {
    reader.refuse("acor", "must be a list of at least one identifier");
  }
  if (const auto finished = reader.finish(); !finished) {
    return AttributeFault{Status::bad_request, finished.error().detail};
  }
  return std::nullopt;
}

std::optional<AttributeFault> fault_of_rules(const std::string& name, const Json& value) {
  constexpr std::size_t kMaxRules = 256;
  JsonReader reader{value, name};
  const Json* const rules = reader.optional_array("acr");
  if (const auto finished = reader.finish(); !finished) {
    return AttributeFault{Status::bad_request, finished.error().detail};
  }
  if (rules == nullptr) {
    return std::nullopt;
  }
  if (rules->size() > kMaxRules) {
    return AttributeFault{Status::contents_unacceptable, name + ".acr: too many rules"};
  }
  for (std::size_t i = 0; i < rules->size(); ++i) {
    if (auto fault = fault_of_rule(name + ".acr[" + std::to_string(i) + ']', (*rules)[i])) {
      return fault;
    }
  }
  return std::nullopt;
}

/// Kinds whose text has a form of its own.
std::optional<AttributeFault> fault_of_text(const std::string& name,
                                            AttributeKind kind,
                                            const Json& value) {
  if (!value.is_string()) {
    return bad_request(name, "must be a string");
  }
  const auto& text = value.get_ref<const std::string&>();
  if (kind == AttributeKind::resource_name && (!is_segment(text) || text == "-")) {
    return bad_request(name, "must be a name of unreserved characters");
  }
  if (kind == AttributeKind::timestamp) {
    if (const auto time = from_timestamp(text); !time) {
      return bad_request(name, time.error().detail);
    }
  }
  if (kind == AttributeKind::abs_rel_timestamp) {
    if (const auto time = from_abs_rel_timestamp(text, TimePoint{}); !time) {
      return bad_request(name, time.error().detail);
    }
  }
  if (kind == AttributeKind::content_info) {
    if (const auto info = parse_content_info(text); !info) {
      return bad_request(name, info.error().detail);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<AttributeFault> fault_of_value(const std::string& name,
                                             AttributeKind kind,
                                             const Json& value) {
  switch (kind) {
    case AttributeKind::string:
    case AttributeKind::resource_name:
    case AttributeKind::timestamp:
    case AttributeKind::abs_rel_timestamp:
    case AttributeKind::content_info:
      return fault_of_text(name, kind, value);
    case AttributeKind::string_list:
      if (!is_string_list(value)) {
        return bad_request(name, "must be a list of strings");
      }
      return std::nullopt;
    case AttributeKind::non_negative_integer:
      if (!value.is_number_integer() || value < 0) {
        return bad_request(name, "must be a whole number, not negative");
      }
      return std::nullopt;
    case AttributeKind::boolean:
      if (!value.is_boolean()) {
        return bad_request(name, "must be true or false");
      }
      return std::nullopt;
    case AttributeKind::access_control_rules:
      return fault_of_rules(name, value);
    case AttributeKind::any:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace plumbline::onem2m
