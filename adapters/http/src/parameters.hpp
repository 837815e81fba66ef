/// @file
/// Every parameter of a primitive that the HTTP binding carries in a header, in one table.

#pragma once

#include "plumbline/onem2m/parameter_value.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace plumbline::adapters::http {

using onem2m::ValueType;

/// In which message a header travels.
enum class Carriage : std::uint8_t { request_header, response_header, both_headers };

struct ParameterRule {
  std::string_view name;  ///< short name, TS-0004 tables 8.2.2-1 and 8.2.3-1
  std::string_view header;
  Carriage carriage;
  ValueType type;
};

/// @source TS-0009 table 6.4-1
[[nodiscard]] std::span<const ParameterRule> parameter_rules() noexcept;

/// The rule of a header in a request or response, or nullptr.
[[nodiscard]] const ParameterRule* rule_of_header(std::string_view header,
                                                  bool in_request) noexcept;

/// The rule of a parameter that travels in a header of a request or response, or nullptr.
[[nodiscard]] const ParameterRule* header_rule_of(std::string_view name, bool in_request) noexcept;

}  // namespace plumbline::adapters::http
