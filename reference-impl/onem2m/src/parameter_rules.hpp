/// @file
/// Parameters of primitives: which there are, where a binding carries them, and how JSON writes
/// the text that the primitive structures hold.

#pragma once

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace plumbline::onem2m {

/// How JSON writes a parameter.
enum class ParameterForm : std::uint8_t { text, integer, boolean, text_list, integer_list };

struct ParameterRule {
  std::string_view name;  ///< in RequestPrimitive and ResponsePrimitive
  std::string_view json;  ///< member name
  ParameterForm form;
};

/// Request parameters that travel in headers.
[[nodiscard]] std::span<const ParameterRule> request_parameter_rules();
/// Request parameters that travel in the query and are no filter criteria.
[[nodiscard]] std::span<const ParameterRule> query_parameter_rules();
/// Members of filterCriteria (TS-0004 table 6.3.5.8-1) but the attribute filters.
[[nodiscard]] std::span<const ParameterRule> filter_rules();
[[nodiscard]] std::span<const ParameterRule> response_parameter_rules();

/// Adds each of `parameters` that `rules` know to `object`.
void write_parameters(Json& object,
                      std::span<const ParameterRule> rules,
                      const Parameters& parameters);

/// The reverse; faults are left in `reader`.
void read_parameters(JsonReader& reader,
                     std::span<const ParameterRule> rules,
                     Parameters& parameters);

}  // namespace plumbline::onem2m
