/// @file
/// Every parameter of a primitive that the HTTP binding carries, in one table.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace plumbline::adapters::http {

/// What a value is checked against.
enum class ValueType : std::uint8_t { text, number, number_list, timestamp, abs_rel_timestamp };

/// In which message, and where in it, a parameter travels.
enum class Carriage : std::uint8_t { request_header, response_header, both_headers, query };

struct ParameterRule {
  std::string_view name;    ///< short name, TS-0004 tables 8.2.2-1 and 8.2.3-1
  std::string_view header;  ///< empty for those of the query
  Carriage carriage;
  ValueType type;
};

/// @source TS-0009 tables 6.2.2.2-1 and 6.4-1
[[nodiscard]] std::span<const ParameterRule> parameter_rules() noexcept;

/// The rule of a header in a request or response, or nullptr.
[[nodiscard]] const ParameterRule* rule_of_header(std::string_view header,
                                                  bool in_request) noexcept;

/// The rule of a parameter that travels in a header of a request or response, or nullptr.
[[nodiscard]] const ParameterRule* header_rule_of(std::string_view name, bool in_request) noexcept;

/// The rule of a query field, or nullptr, e.g. for an attribute filter.
[[nodiscard]] const ParameterRule* query_rule_of(std::string_view name) noexcept;

[[nodiscard]] bool conforms(ValueType type, std::string_view value);

/// "a number", "an m2m:timestamp" …, for messages.
[[nodiscard]] std::string_view describe(ValueType type) noexcept;

}  // namespace plumbline::adapters::http
