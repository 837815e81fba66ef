/// @file
/// Every option that the CoAP binding knows, in one table.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/parameter_value.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace plumbline::adapters::coap {

/// In which message an option travels.
enum class Carriage : std::uint8_t { request, response, both };

/// How an option writes its value (RFC 7252 clause 3.2).
enum class Format : std::uint8_t { text, uint };

struct OptionRule {
  std::string_view name;
  std::uint16_t r3 = 0;   ///< number in TS-0008 R3 and of what RFC 7252 defines
  std::uint16_t r1 = 0;   ///< number in releases 1 and 2; 0: none
  std::size_t least = 0;  ///< octets of a value
  std::size_t most = 0;
  bool repeatable = false;
  Carriage carriage = Carriage::both;
  std::string_view parameter = {};  ///< short name; empty for the options of RFC 7252
  Format format = Format::text;
  onem2m::ValueType type = onem2m::ValueType::text;
};

/// @source TS-0008 table 6.2.2.4.0-1, RFC 7252 table 4, RFC 7959 table 1
[[nodiscard]] std::span<const OptionRule> option_rules() noexcept;

[[nodiscard]] std::uint16_t number_of(const OptionRule& rule, OptionNumbers numbers) noexcept;

/// The rule of a parameter that travels in an option of a request or response, or nullptr.
[[nodiscard]] const OptionRule* rule_of_parameter(std::string_view name, bool in_request) noexcept;

/// Adds the option of `rule`. Errc::invalid_value naming the parameter that it cannot carry.
[[nodiscard]] Result<void> add_parameter(Message& message,
                                         const OptionRule& rule,
                                         OptionNumbers numbers,
                                         std::string_view value);

/// The value of an option of `rule` as text. Errc::invalid_value naming the option.
[[nodiscard]] Result<std::string> text_of(const OptionRule& rule, const Option& option);

using OptionVisitor = std::function<Result<void>(const OptionRule& rule, const Option& option)>;

/// Calls `visit` for each option that is known in a request or response; an elective one that is
/// not is left out.
///
/// @source RFC 7252 clauses 5.4.1, 5.4.3, 5.4.5, 5.4.6
/// @return Errc::unsupported for a critical option that is not known there, too short or too long,
/// or
///         there again though it may not be; the error of `visit`.
[[nodiscard]] Result<void> for_each_option(const Message& message,
                                           bool in_request,
                                           OptionNumbers numbers,
                                           const OptionVisitor& visit);

}  // namespace plumbline::adapters::coap
