#include "plumbline/onem2m/serialization.hpp"
#include "plumbline/onem2m/testing/generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace plumbline::onem2m {

namespace {

constexpr Serialization kAll[] = {Serialization::json, Serialization::xml, Serialization::cbor};

/// Any JSON at all, most of which XML cannot carry.
rc::Gen<Json> any_json(int depth) {
  auto leaf = rc::gen::oneOf(
      rc::gen::just(Json(nullptr)),
      rc::gen::map(rc::gen::arbitrary<bool>(), [](bool made) { return Json(made); }),
      rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](auto made) { return Json(made); }),
      rc::gen::map(rc::gen::arbitrary<double>(), [](double made) { return Json(made); }),
      testing::as_json(testing::text()));
  if (depth == 0) {
    return leaf;
  }
  auto name = rc::gen::oneOf(testing::word(),
                             rc::gen::element<std::string>(
                                 "m2m:cin", "m2m:cnt", "m2m:acp", "con", "lbl", "pv", "acr", "rn"));
  auto object = rc::gen::map(
      rc::gen::container<std::map<std::string, Json>>(std::move(name), any_json(depth - 1)),
      [](const std::map<std::string, Json>& made) { return Json(made); });
  return rc::gen::oneOf(leaf, object, testing::list_of(any_json(depth - 1)));
}

RC_GTEST_PROP(SerializationProperty, AnyRequestSurvivesEverySerialization, ()) {
  const RequestPrimitive request = *testing::request_primitive();
  for (const auto serialization : kAll) {
    const auto octets = serialize(request, serialization);
    RC_ASSERT(octets.has_value());
    const auto again = parse_request(octets.value(), serialization);
    RC_ASSERT(again.has_value());
    RC_ASSERT(json_text(to_json(again.value())) == json_text(to_json(request)));
    RC_ASSERT(again.value().content.has_value() == request.content.has_value());
    RC_ASSERT(again.value().parameters == request.parameters);
    RC_ASSERT(again.value().query == request.query);
  }
}

RC_GTEST_PROP(SerializationProperty, AnyResponseSurvivesEverySerialization, ()) {
  const ResponsePrimitive response = *testing::response_primitive();
  for (const auto serialization : kAll) {
    const auto octets = serialize(response, serialization);
    RC_ASSERT(octets.has_value());
    const auto again = parse_response(octets.value(), serialization);
    RC_ASSERT(again.has_value());
    RC_ASSERT(json_text(to_json(again.value())) == json_text(to_json(response)));
    RC_ASSERT(again.value().parameters == response.parameters);
  }
}

RC_GTEST_PROP(SerializationProperty, AnyContentIsTheSameOrRefused, ()) {
  const Json content = *rc::gen::resize(6, any_json(3));  // containers of containers grow fast
  for (const auto serialization : kAll) {
    const auto octets = serialize_content(content, serialization);
    if (serialization != Serialization::xml) {
      RC_ASSERT(octets.has_value());
    }
    if (!octets) {
      RC_ASSERT(octets.error().code == Errc::unsupported);
      continue;
    }
    const auto again = parse_content(octets.value(), serialization);
    RC_ASSERT(again.has_value());
    RC_ASSERT(json_text(again.value()) == json_text(content));
  }
}

}  // namespace

}  // namespace plumbline::onem2m
