/// @file
/// Generators of primitives that bindings can carry.

#pragma once

#include "plumbline/onem2m/parameter_value.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"
#include "plumbline/onem2m/testing/generators.hpp"

#include <rapidcheck.h>

#include <string>

namespace plumbline::adapters::test_room {

inline constexpr const char* kBesideLetters = "/?#%&+ \"<:=";

/// Clean text of `least` to `most` characters, some of more than one octet; `also`: beside letters.
inline rc::Gen<std::string> text(int least, int most, const std::string& also = kBesideLetters) {
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

/// A value of a parameter; a number is below `below`.
inline rc::Gen<std::string> value_of(onem2m::ValueType type,
                                     std::uint32_t below,
                                     const std::string& also = kBesideLetters) {
  using onem2m::ValueType;
  const auto number = rc::gen::map(rc::gen::inRange<std::uint32_t>(0, below),
                                   [](std::uint32_t n) { return std::to_string(n); });
  const auto time = rc::gen::map(rc::gen::inRange(0, 60), [](int second) {
    return std::string{"20260102T0304"} + (second < 10 ? "0" : "") + std::to_string(second);
  });
  switch (type) {
    case ValueType::text:
      return text(0, 40, also);
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

/// Some of the fields of a query.
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

/// A CSE-relative, SP-relative or absolute identifier; `also` as of text().
inline std::string some_target(const std::string& also) {
  auto target = *rc::gen::element<std::string>("", "/", "//");
  const auto segments = *rc::gen::container<std::vector<std::string>>(
      3, rc::gen::suchThat(text(1, 10, also), [](const std::string& segment) {
        return segment != "." && segment != ".." && segment != "~" && segment != "_";
      }));
  for (const auto& segment : segments) {
    target += segment + '/';
  }
  target.pop_back();
  return target;
}

/// A content that every serialization carries, or none.
inline std::optional<Json> some_content() {
  return *rc::gen::arbitrary<bool>() ? std::optional{*onem2m::testing::content()} : std::nullopt;
}

inline onem2m::Serialization some_serialization() {
  return *rc::gen::element(
      onem2m::Serialization::json, onem2m::Serialization::xml, onem2m::Serialization::cbor);
}

/// A request with those parameters; `also` as of text().
inline onem2m::RequestPrimitive some_request(onem2m::Parameters parameters,
                                             const std::string& also = kBesideLetters) {
  onem2m::RequestPrimitive request;
  request.operation = static_cast<onem2m::Operation>(*rc::gen::inRange(1, 6));
  request.from = *text(0, 40, also);
  request.request_id = *text(0, 40, also);
  request.release_version = *rc::gen::element<std::string>("", "3", "2a");
  if (request.operation == onem2m::Operation::create) {
    request.resource_type = *rc::gen::inRange<std::uint32_t>(0, 65536);
  }
  request.content = some_content();
  request.parameters = std::move(parameters);
  if (*rc::gen::arbitrary<bool>()) {
    request.parameters.emplace("tkns", *text(0, 40, also));
  }
  request.query = some_query();
  return request;
}

/// A response, likewise.
inline onem2m::ResponsePrimitive some_response(onem2m::Parameters parameters,
                                               const std::string& also = kBesideLetters) {
  onem2m::ResponsePrimitive response;
  response.status = static_cast<onem2m::Status>(*rc::gen::inRange(1000, 10000));
  response.request_id = *text(0, 40, also);
  response.release_version = *rc::gen::element<std::string>("", "3", "2a");
  response.from = *text(0, 40, also);
  response.content = some_content();
  response.parameters = std::move(parameters);
  return response;
}

inline void assert_same(const onem2m::RequestPrimitive& a, const onem2m::RequestPrimitive& b) {
  RC_ASSERT(a.operation == b.operation);
  RC_ASSERT(a.to == b.to);
  RC_ASSERT(a.from == b.from);
  RC_ASSERT(a.request_id == b.request_id);
  RC_ASSERT(a.release_version == b.release_version);
  RC_ASSERT(a.resource_type == b.resource_type);
  RC_ASSERT(a.content == b.content);
  RC_ASSERT(a.parameters == b.parameters);
  RC_ASSERT(a.query == b.query);
}

inline void assert_same(const onem2m::ResponsePrimitive& a, const onem2m::ResponsePrimitive& b) {
  RC_ASSERT(a.status == b.status);
  RC_ASSERT(a.from == b.from);
  RC_ASSERT(a.request_id == b.request_id);
  RC_ASSERT(a.release_version == b.release_version);
  RC_ASSERT(a.content == b.content);
  RC_ASSERT(a.created_uri == b.created_uri);
  RC_ASSERT(a.parameters == b.parameters);
}

}  // namespace plumbline::adapters::test_room
