/// @file
/// Generators of primitives that the CoAP binding can carry.

#pragma once

#include "plumbline/onem2m/primitive.hpp"

#include "options.hpp"

#include <rapidcheck.h>

#include <string>

namespace plumbline::adapters::coap::testing {

/// Clean text of `least` to `most` characters, some of more than one octet.
inline rc::Gen<std::string> text(int least, int most, const std::string& also = "/?#%&+ \"<:=") {
  auto pieces =
      std::vector<std::string>{"a", "Z", "0", "-", ".", "_", "~", "\xC3\xA9", "\xE2\x82\xAC"};
  for (const char c : also) {
    pieces.emplace_back(1, c);
  }
  return rc::gen::mapcat(rc::gen::inRange(least, most + 1), [pieces](int size) {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(static_cast<std::size_t>(size),
                                                                     rc::gen::elementOf(pieces)),
                        [](const std::vector<std::string>& chosen) {
                          std::string joined;
                          for (const auto& piece : chosen) {
                            joined += piece;
                          }
                          return joined;
                        });
  });
}

inline rc::Gen<std::string> value_of(onem2m::ValueType type, std::uint32_t below) {
  using onem2m::ValueType;
  const auto number = rc::gen::map(rc::gen::inRange<std::uint32_t>(0, below),
                                   [](std::uint32_t n) { return std::to_string(n); });
  const auto time = rc::gen::map(rc::gen::inRange(0, 60), [](int second) {
    return std::string{"20260102T0304"} + (second < 10 ? "0" : "") + std::to_string(second);
  });
  switch (type) {
    case ValueType::text:
      return text(0, 40);
    case ValueType::number:
      return number;
    case ValueType::number_list:
      return rc::gen::map(rc::gen::pair(number, number),
                          [](const auto& two) { return two.first + '+' + two.second; });
    case ValueType::timestamp:
      return time;
    case ValueType::abs_rel_timestamp:
      return rc::gen::oneOf(time, number);
  }
  return rc::gen::just(std::string{});
}

/// Whether a primitive has a member of its own for it.
inline bool has_member(std::string_view parameter) {
  return parameter == "fr" || parameter == "rqi" || parameter == "rvi" || parameter == "ty" ||
         parameter == "rsc";
}

/// Some of the parameters that options carry in that direction and numbering.
inline onem2m::Parameters some_parameters(bool in_request, OptionNumbers numbers) {
  onem2m::Parameters chosen;
  for (const auto& rule : option_rules()) {
    const auto* const found = rule_of_parameter(rule.parameter, in_request);
    if (found == &rule && !has_member(rule.parameter) && number_of(rule, numbers) != 0 &&
        *rc::gen::arbitrary<bool>()) {
      const auto below = rule.format == Format::uint ? 1U << (8 * rule.most) : 1000000U;
      chosen.emplace(rule.parameter, *value_of(rule.type, below));
    }
  }
  return chosen;
}

inline onem2m::Parameters some_query() {
  onem2m::Parameters chosen;
  for (const auto& rule : onem2m::query_rules()) {
    if (*rc::gen::inRange(0, 4) == 0) {
      chosen.emplace(rule.name, *value_of(rule.type, 1000));
    }
  }
  if (*rc::gen::arbitrary<bool>()) {
    chosen.emplace("e2e:kind", *text(0, 40));
  }
  return chosen;
}

/// A CSE-relative, SP-relative or absolute identifier.
inline std::string some_target() {
  auto target = *rc::gen::element<std::string>("", "/", "//");
  const auto segments = *rc::gen::container<std::vector<std::string>>(
      3, rc::gen::suchThat(text(1, 10, "?#%&+ :="), [](const std::string& segment) {
        return segment != "." && segment != ".." && segment != "~" && segment != "_";
      }));
  for (const auto& segment : segments) {
    target += segment + '/';
  }
  target.pop_back();
  return target;
}

inline std::optional<Json> some_content() {
  if (*rc::gen::arbitrary<bool>()) {
    return std::nullopt;
  }
  return Json{{"m2m:cin", {{"con", *text(0, 200)}, {"n", *rc::gen::arbitrary<std::int64_t>()}}}};
}

inline onem2m::RequestPrimitive some_request(OptionNumbers numbers) {
  onem2m::RequestPrimitive request;
  request.operation = static_cast<onem2m::Operation>(*rc::gen::inRange(1, 6));
  request.to = some_target();
  request.from = *text(0, 40);
  request.request_id = *text(0, 40);
  request.release_version = *rc::gen::element<std::string>("", "3", "2a");
  if (request.operation == onem2m::Operation::create) {
    request.resource_type = *rc::gen::inRange<std::uint32_t>(0, 65536);
  }
  request.content = some_content();
  request.parameters = some_parameters(true, numbers);
  if (*rc::gen::arbitrary<bool>()) {
    request.parameters.emplace("tkns", *text(0, 40));
  }
  request.query = some_query();
  return request;
}

inline onem2m::ResponsePrimitive some_response(OptionNumbers numbers) {
  onem2m::ResponsePrimitive response;
  response.status = static_cast<onem2m::Status>(*rc::gen::inRange(1000, 10000));
  response.request_id = *text(0, 40);
  response.release_version = *rc::gen::element<std::string>("", "3", "2a");
  response.from = *text(0, 40);
  response.content = some_content();
  if (*rc::gen::arbitrary<bool>()) {
    response.created_uri = some_target();
  }
  response.parameters = some_parameters(false, numbers);
  return response;
}

}  // namespace plumbline::adapters::coap::testing
