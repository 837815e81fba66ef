/// @file
/// Primitives and contents for property tests, drawn from the tables of parameters and attributes.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include "../../../../../src/attribute_tables.hpp"
#include "../../../../../src/parameter_rules.hpp"

#include <rapidcheck.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::onem2m::testing {

/// A word of unreserved characters: an entry of any list, a part of any id.
inline rc::Gen<std::string> word() {
  return rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(
      std::string("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"))));
}

/// Text of characters that XML has, its own special ones among them.
inline rc::Gen<std::string> text() {
  static constexpr std::array<const char*, 18> kPieces{"a",
                                                       "Z",
                                                       "0",
                                                       " ",
                                                       "<",
                                                       ">",
                                                       "&",
                                                       "\"",
                                                       "'",
                                                       "]]>",
                                                       "\t",
                                                       "\n",
                                                       "\r",
                                                       "\r\n",
                                                       "\xc3\xa4",
                                                       "\xe2\x82\xac",
                                                       "\xf0\x9f\x98\x80",
                                                       "\xef\xbf\xbd"};
  return rc::gen::map(rc::gen::container<std::vector<std::size_t>>(
                          rc::gen::inRange<std::size_t>(0, kPieces.size())),
                      [](const std::vector<std::size_t>& indices) {
                        std::string made;
                        for (const std::size_t index : indices) {
                          made += kPieces.at(index);
                        }
                        return made;
                      });
}

inline rc::Gen<Json> as_json(rc::Gen<std::string> strings) {
  return rc::gen::map(std::move(strings), [](const std::string& made) { return Json(made); });
}

inline rc::Gen<Json> list_of(rc::Gen<Json> entries) {
  return rc::gen::map(rc::gen::container<std::vector<Json>>(std::move(entries)),
                      [](const std::vector<Json>& made) { return Json(made); });
}

inline rc::Gen<Json> rules() {
  return rc::gen::map(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(word())),
                      [](const std::vector<std::string>& originators) {
                        return Json{{"acr", Json::array({{{"acor", originators}, {"acop", 63}}})}};
                      });
}

/// Attributes that the tables check no further: those that XML has a type for, or null.
inline rc::Gen<Json> unchecked(std::string_view name) {
  if (name == "con" || name == "cr") {
    return rc::gen::oneOf(as_json(text()), rc::gen::just(Json(nullptr)));
  }
  if (name == "srt") {
    return rc::gen::just(Json::array({1, 2, 3}));
  }
  if (name == "esi") {
    return rc::gen::just(Json::parse(
        R"({"esf":[13,33],"escert":["YQ=="],"esro":{"esri":"s-1","esrx":"20300101T000000"}})"));
  }
  if (name == "e2e:cp") {
    return rc::gen::just(Json::parse(R"({"alg":"A256KW","kl":256,"salt":"00ff","use":"conf"})"));
  }
  return rc::gen::just(Json(nullptr));
}

inline rc::Gen<Json> attribute(const AttributeRule& rule) {
  switch (rule.kind) {
    case AttributeKind::string:
    case AttributeKind::resource_name:
    case AttributeKind::timestamp:
    case AttributeKind::abs_rel_timestamp:
    case AttributeKind::content_info:
      return as_json(text());
    case AttributeKind::string_list:
      return list_of(as_json(word()));
    case AttributeKind::non_negative_integer:
      return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                          [](auto made) { return Json(made); });
    case AttributeKind::boolean:
      return rc::gen::map(rc::gen::arbitrary<bool>(), [](bool made) { return Json(made); });
    case AttributeKind::access_control_rules:
      return rules();
    case AttributeKind::any:
      return unchecked(rule.name);
  }
  return rc::gen::just(Json());
}

/// A representation of any resource type, with any of its attributes that every serialization
/// carries.
inline rc::Gen<Json> resource() {
  return rc::gen::exec([] {
    const auto types = resource_types();
    const auto& info = types[*rc::gen::inRange<std::size_t>(0, types.size())];
    Json attributes = Json::object();
    for (const AttributeRule& rule : info.attributes) {
      const bool typeless = rule.name == "conr" || rule.name == "ape";
      if (!typeless && *rc::gen::inRange(0, 3) == 0) {
        attributes[std::string{rule.name}] = *attribute(rule);
      }
    }
    return Json{{std::string{info.root}, std::move(attributes)}};
  });
}

inline rc::Gen<Json> content() {
  const auto named = [](const char* root, rc::Gen<Json> values) {
    return rc::gen::map(std::move(values),
                        [root](const Json& value) { return Json{{root, value}}; });
  };
  return rc::gen::oneOf(
      resource(),
      named("m2m:dbg", as_json(text())),
      named("m2m:uri", as_json(word())),
      named("m2m:uril", list_of(as_json(word()))),
      named(
          "m2m:seci",
          rc::gen::map(
              text(), [](const std::string& object) { return Json{{"sit", 5}, {"epo", object}}; })),
      named("m2m:sgn",
            rc::gen::map(resource(),
                         [](const Json& made) {
                           return Json{{"sur", "cse/sub"}, {"nev", {{"net", 1}, {"rep", made}}}};
                         })),
      named("m2m:cnt", rc::gen::map(resource(), [](const Json& made) {
              return Json{{"rn", "parent"},
                          {made.begin().key(), Json::array({*made.begin(), *made.begin()})}};
            })));
}

/// A parameter as the structures of primitives hold it: lists are joined with '+'.
inline rc::Gen<std::string> parameter(ParameterForm form) {
  const auto number = rc::gen::map(rc::gen::arbitrary<std::uint32_t>(),
                                   [](std::uint32_t made) { return std::to_string(made); });
  const auto joined = [](rc::Gen<std::string> entries) {
    return rc::gen::map(
        rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(std::move(entries))),
        [](const std::vector<std::string>& words) {
          std::string made;
          for (const std::string& entry : words) {
            made += (made.empty() ? "" : "+") + entry;
          }
          return made;
        });
  };
  switch (form) {
    case ParameterForm::text:
      return text();
    case ParameterForm::integer:
      return number;
    case ParameterForm::boolean:
      return rc::gen::element<std::string>("true", "false");
    case ParameterForm::text_list:
      return joined(word());
    case ParameterForm::integer_list:
      return joined(number);
  }
  return rc::gen::just(std::string());
}

inline Parameters some_of(std::span<const ParameterRule> rules) {
  Parameters made;
  for (const ParameterRule& rule : rules) {
    if (*rc::gen::inRange(0, 4) == 0) {
      made.emplace(rule.name, *parameter(rule.form));
    }
  }
  return made;
}

inline rc::Gen<RequestPrimitive> request_primitive() {
  return rc::gen::exec([] {
    RequestPrimitive made;
    made.operation = static_cast<Operation>(*rc::gen::inRange(1, 6));
    made.to = *text();
    made.from = *text();
    made.request_id = *word();
    made.release_version = *rc::gen::element<std::string>("", "2a", "3");
    if (*rc::gen::arbitrary<bool>()) {
      made.resource_type = *rc::gen::arbitrary<std::uint32_t>();
    }
    if (*rc::gen::arbitrary<bool>()) {
      made.content = *content();
    }
    made.parameters = some_of(request_parameter_rules());
    made.query = some_of(query_parameter_rules());
    made.query.merge(some_of(filter_rules()));
    if (*rc::gen::arbitrary<bool>()) {
      made.query.emplace("e2e:name", *text());
      made.query.emplace("c.x" + *word(), *text());
      made.query.emplace("rt", "3");
      made.parameters.emplace("rtu", "http://a/&http://b/");
    }
    if (made.operation == Operation::retrieve && !made.content) {
      made.query.emplace("atrl", "con+cnf");
    }
    return made;
  });
}

inline rc::Gen<ResponsePrimitive> response_primitive() {
  return rc::gen::exec([] {
    ResponsePrimitive made;
    made.status = static_cast<Status>(*rc::gen::inRange(1000, 7000));
    made.request_id = *word();
    made.from = *text();
    if (*rc::gen::arbitrary<bool>()) {
      made.content = *content();
    }
    if (*rc::gen::arbitrary<bool>()) {
      made.created_uri = *text();
    }
    made.parameters = some_of(response_parameter_rules());
    return made;
  });
}

}  // namespace plumbline::onem2m::testing
