/// @file
/// Generators of primitives that the CoAP binding can carry.

#pragma once

#include "plumbline/adapters/test_room/primitives.hpp"

#include "options.hpp"

namespace plumbline::adapters::coap::testing {

using namespace test_room;

/// Of an identifier, beside letters.
inline constexpr const char* kInSegments = "?#%&+ :=";

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

inline onem2m::RequestPrimitive some_request(OptionNumbers numbers) {
  auto request = test_room::some_request(some_parameters(true, numbers));
  request.to = some_target(kInSegments);
  return request;
}

inline onem2m::ResponsePrimitive some_response(OptionNumbers numbers) {
  auto response = test_room::some_response(some_parameters(false, numbers));
  if (*rc::gen::arbitrary<bool>()) {
    response.created_uri = some_target(kInSegments);
  }
  return response;
}

}  // namespace plumbline::adapters::coap::testing
