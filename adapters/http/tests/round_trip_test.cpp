// Primitives of many makes go over the wire and come back as they were.

#include "plumbline/adapters/http/codec.hpp"

#include "parameters.hpp"
#include "parsed.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace plumbline::adapters::http {
namespace {

using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

const harness::Address kRoot{.scheme = "http", .host = "127.0.0.1", .port = 8080, .path = ""};

std::string value_for(ValueType type, std::mt19937& random) {
  switch (type) {
    case ValueType::text:
      return "t-" + std::to_string(random()) + "+x/y:z";
    case ValueType::number:
      return std::to_string(random());
    case ValueType::number_list:
      return std::to_string(random() % 100) + "+" + std::to_string(random() % 100);
    case ValueType::timestamp:
      return "20260102T03040" + std::to_string(random() % 10);
    case ValueType::abs_rel_timestamp:
      return random() % 2 == 0 ? "20260102T030405" : std::to_string(random() % 100000);
  }
  return {};
}

onem2m::Parameters some_parameters(std::mt19937& random, auto rules, auto&& travels) {
  onem2m::Parameters parameters;
  for (const auto& rule : rules) {
    if (travels(rule) && random() % 3 == 0) {
      parameters.emplace(rule.name, value_for(rule.type, random));
    }
  }
  return parameters;
}

Json some_content(std::mt19937& random) {
  return Json{{"m2m:cin", {{"con", std::string(random() % 200, 'x')}, {"n", random()}}}};
}

RequestPrimitive some_request(std::mt19937& random) {
  static constexpr std::array kTargets{"cse/a", "-", "/cse-a/cse/a b", "//sp.example/cse-a/%41"};
  RequestPrimitive request;
  request.operation = static_cast<Operation>(1 + random() % 5);
  request.to = kTargets.at(random() % kTargets.size());
  request.from = random() % 4 == 0 ? "" : "C" + std::to_string(random());
  request.request_id = random() % 4 == 0 ? "" : "r" + std::to_string(random());
  request.release_version = random() % 4 == 0 ? "" : "3";
  if (request.operation == Operation::create) {
    request.resource_type = static_cast<std::uint32_t>(random());
  }
  if (random() % 2 == 0) {
    request.content = some_content(random);
  }
  request.parameters = some_parameters(random, parameter_rules(), [](const ParameterRule& rule) {
    return rule.carriage != Carriage::response_header;
  });
  request.query = some_parameters(random, onem2m::query_rules(), [](const auto&) { return true; });
  if (random() % 2 == 0) {
    request.query.emplace("e2e:kind", "k\xC3\xA9y & more");
  }
  return request;
}

TEST(HttpCodec, RequestsSurviveTheWayOverTheWire) {
  std::mt19937 random{20260103};
  for (int i = 0; i < 2000; ++i) {
    const auto request = some_request(random);
    const auto octets = to_octets(encode_request(request, kRoot).value());
    const auto back = decode_request(parse_request(as_text(octets)));
    ASSERT_TRUE(back) << back.error().detail << '\n' << as_text(octets);
    const auto& got = back.value();
    EXPECT_EQ(got.operation, request.operation);
    EXPECT_EQ(got.to, request.to);
    EXPECT_EQ(got.from, request.from);
    EXPECT_EQ(got.request_id, request.request_id);
    EXPECT_EQ(got.release_version, request.release_version);
    EXPECT_EQ(got.resource_type, request.resource_type);
    EXPECT_EQ(got.content, request.content);
    EXPECT_EQ(got.parameters, request.parameters);
    EXPECT_EQ(got.query, request.query);
  }
}

TEST(HttpCodec, ResponsesSurviveTheWayOverTheWire) {
  std::mt19937 random{20260104};
  for (int i = 0; i < 2000; ++i) {
    ResponsePrimitive response;
    response.status = static_cast<Status>(1000 + random() % 9000);
    response.request_id = "r" + std::to_string(random());
    response.from = random() % 2 == 0 ? "/cse-a" : "";
    if (random() % 2 == 0) {
      response.content = some_content(random);
    }
    if (random() % 2 == 0) {
      response.created_uri = "/cse-a/" + std::to_string(random());
    }
    response.parameters = some_parameters(random, parameter_rules(), [](const ParameterRule& rule) {
      return rule.carriage != Carriage::request_header;
    });
    const auto octets = to_octets(encode_response(response).value());
    const auto back = decode_response(parse_response(as_text(octets)));
    ASSERT_TRUE(back) << back.error().detail << '\n' << as_text(octets);
    EXPECT_EQ(back.value().status, response.status);
    EXPECT_EQ(back.value().request_id, response.request_id);
    EXPECT_EQ(back.value().from, response.from);
    EXPECT_EQ(back.value().content, response.content);
    EXPECT_EQ(back.value().created_uri, response.created_uri);
    EXPECT_EQ(back.value().parameters, response.parameters);
  }
}

}  // namespace
}  // namespace plumbline::adapters::http
