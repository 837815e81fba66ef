/// @file
/// The text that bindings carry for a parameter: what it may be.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace plumbline::onem2m {

/// What a value is checked against.
enum class ValueType : std::uint8_t { text, number, number_list, timestamp, abs_rel_timestamp };

/// Whether `value` is of that type; a number has at most ten digits, a list is joined with '+'.
[[nodiscard]] bool conforms(ValueType type, std::string_view value);

/// "a number", "an m2m:timestamp" …, for messages.
[[nodiscard]] std::string_view describe(ValueType type) noexcept;

struct QueryRule {
  std::string_view name;  ///< short name
  ValueType type;
};

/// Parameters and filter criteria that travel in the query, alike in HTTP and CoAP.
/// @source TS-0009 table 6.2.2.2-1, TS-0008 clause 6.2.2.4
[[nodiscard]] std::span<const QueryRule> query_rules() noexcept;

/// Type of a query field; nothing for a name without rule, e.g. that of an attribute filter.
[[nodiscard]] std::optional<ValueType> type_in_query(std::string_view name) noexcept;

/// Well-formed UTF-8 without control characters: what a target or a parameter may consist of.
[[nodiscard]] bool is_clean_text(std::string_view text);

}  // namespace plumbline::onem2m
