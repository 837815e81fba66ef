#include "filter_criteria.hpp"

#include "parameter_rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace plumbline::onem2m {

namespace {

/// Lists of attribute filters {"nm","val"} and what their names start with in the query.
struct AttributeFilter {
  std::string_view member;
  std::string_view prefix;
};

constexpr AttributeFilter kAttributeFilters[] = {{"catr", "c."}, {"patr", "p."}, {"atr", ""}};

bool has_rule(std::span<const ParameterRule> rules, std::string_view name) {
  return std::ranges::find(rules, name, &ParameterRule::name) != rules.end();
}

/// Names that are no attribute filter: rt stands beside rtu, atrl in the content.
bool is_parameter(std::string_view name) {
  return name == "rt" || name == "atrl" || has_rule(query_parameter_rules(), name) ||
         has_rule(filter_rules(), name);
}

void add_attribute_filter(Json& criteria, std::string_view name, const std::string& value) {
  const auto& [member, prefix] = *std::ranges::find_if(
      kAttributeFilters,
      [&](const AttributeFilter& kind) { return name.starts_with(kind.prefix); });
  name.remove_prefix(prefix.size());
  criteria[member].push_back({{"nm", name}, {"val", value}});
}

void read_attribute_filters(JsonReader& reader, const AttributeFilter& kind, Parameters& query) {
  const Json* const filters = reader.optional_array(kind.member);
  if (filters == nullptr) {
    return;
  }
  for (const Json& filter : *filters) {
    JsonReader one{filter, reader.where() + '.' + std::string{kind.member}};
    const std::string name = std::string{kind.prefix} + one.string("nm");
    std::string value = one.string("val");
    if (is_parameter(name)) {
      one.refuse("nm", "is the name of a parameter");
    }
    reader.adopt(one.finish());
    if (reader.failed()) {
      return;
    }
    query.insert_or_assign(name, std::move(value));
  }
}

}  // namespace

Json filter_criteria_json(const Parameters& query) {
  Json criteria;
  write_parameters(criteria, filter_rules(), query);
  for (const auto& [name, value] : query) {
    if (!is_parameter(name)) {
      add_attribute_filter(criteria, name, value);
    }
  }
  return criteria;
}

void read_filter_criteria(JsonReader& reader, Parameters& query) {
  read_parameters(reader, filter_rules(), query);
  for (const AttributeFilter& kind : kAttributeFilters) {
    read_attribute_filters(reader, kind, query);
  }
}

}  // namespace plumbline::onem2m
