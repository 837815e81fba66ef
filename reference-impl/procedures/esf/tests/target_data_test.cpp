#include "plumbline/esf/target_data.hpp"

#include <gtest/gtest.h>

namespace plumbline::esf {
namespace {

Envelope envelope_of(TargetDataClass target_data_class) {
  return {.session = SessionType::sm, .target_data_class = target_data_class, .body = "AAAA"};
}

onem2m::RequestPrimitive create() {
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::create;
  request.to = "/cse/cnt";
  request.from = "Cae";
  request.request_id = "1";
  request.resource_type = 4;
  request.content = Json::parse(R"({"m2m:cin":{"con":"21.5"}})");
  return request;
}

std::string text_of(const Bytes& octets) {
  return std::string{as_text(octets)};
}

// ESF-16
TEST(EsfClass1, TheWholePrimitiveTravelsInANewOne) {
  onem2m::RequestPrimitive outer;
  outer.operation = onem2m::Operation::notify;
  outer.to = "//sp/cse-b/Cpeer";
  outer.from = "//sp/cse-a/Cae";
  outer.request_id = "2";
  const Bytes data = target_data_of(create());
  const auto sent = encapsulate(outer, envelope_of(TargetDataClass::primitive)).value();
  EXPECT_EQ(sent.to, outer.to);
  EXPECT_EQ(sent.from, outer.from);
  EXPECT_EQ(envelope_in(sent.content).value().target_data_class, TargetDataClass::primitive);
  const auto restored = request_from(data).value();
  EXPECT_EQ(onem2m::to_json(restored), onem2m::to_json(create()));
}

TEST(EsfClass1, AResponseTravelsInANewOne) {
  const auto response = onem2m::respond_with(create(), onem2m::Status::created, Json::object());
  const auto outer = onem2m::respond(create(), onem2m::Status::ok);
  const Bytes data = target_data_of(response);
  const auto sent = encapsulate(outer, envelope_of(TargetDataClass::primitive)).value();
  EXPECT_EQ(sent.status, onem2m::Status::ok);
  EXPECT_EQ(onem2m::to_json(response_from(data).value()), onem2m::to_json(response));
}

TEST(EsfClass1, RefusesWhatIsNoPrimitive) {
  EXPECT_EQ(encapsulate(create(), envelope_of(TargetDataClass::content)).error().code,
            Errc::invalid_value);
  EXPECT_FALSE(request_from(as_bytes("{}")));
  EXPECT_EQ(request_from(as_bytes("x")).error().code, Errc::malformed);
  EXPECT_EQ(response_from(as_bytes("[]")).error().code, Errc::malformed);
  EXPECT_EQ(envelope_in(std::nullopt).error().code, Errc::not_found);
  EXPECT_EQ(envelope_in(create().content).error().code, Errc::malformed);
}

// ESF-17
TEST(EsfClass2, ContentAndResourceTypeAreReplacedAndRestored) {
  const Bytes data = target_data_of(create().content).value();
  EXPECT_EQ(text_of(data), R"({"m2m:cin":{"con":"21.5"}})");
  const auto sent = replace_content(create(), envelope_of(TargetDataClass::content)).value();
  EXPECT_EQ(sent.resource_type.value(), 20900U);
  EXPECT_TRUE(is_envelope(*sent.content));
  EXPECT_EQ(sent.to, create().to);
  const auto restored = restore_content(sent, data).value();
  EXPECT_EQ(onem2m::to_json(restored), onem2m::to_json(create()));
}

TEST(EsfClass2, APrimitiveWithoutResourceTypeGetsNone) {
  auto update = create();
  update.operation = onem2m::Operation::update;
  update.resource_type.reset();
  const Bytes data = target_data_of(update.content).value();
  const auto sent = replace_content(update, envelope_of(TargetDataClass::content)).value();
  EXPECT_FALSE(sent.resource_type);
  EXPECT_EQ(onem2m::to_json(restore_content(sent, data).value()), onem2m::to_json(update));
  const auto response = onem2m::respond_with(update, onem2m::Status::updated, *update.content);
  const auto treated = replace_content(response, envelope_of(TargetDataClass::content)).value();
  EXPECT_TRUE(is_envelope(*treated.content));
  EXPECT_EQ(onem2m::to_json(restore_content(treated, data).value()), onem2m::to_json(response));
}

TEST(EsfClass2, RefusesWhatCannotBeRestored) {
  EXPECT_EQ(target_data_of(std::optional<Json>{}).error().code, Errc::not_found);
  EXPECT_EQ(replace_content(create(), envelope_of(TargetDataClass::primitive)).error().code,
            Errc::invalid_value);
  EXPECT_EQ(restore_content(create(), as_bytes("{}")).error().code, Errc::invalid_value);
  const auto sent = replace_content(create(), envelope_of(TargetDataClass::content)).value();
  for (const char* const content :
       {"{}", "[]", "1", R"({"x:y":{}})", R"({"m2m:cin":{},"m2m:cnt":{}})"}) {
    EXPECT_EQ(restore_content(sent, as_bytes(content)).error().code, Errc::invalid_value)
        << content;
  }
  EXPECT_EQ(restore_content(sent, as_bytes("{")).error().code, Errc::malformed);
}

// ESF-18
TEST(EsfClass3, AttributesAreReplacedAndRestored) {
  const Json instance =
      Json::parse(R"({"m2m:cin":{"con":"21.5","cnf":"text/plain:0","or":"ont","lbl":["a"]}})");
  const InstanceAttributes all;
  const Bytes data = target_data_of_instance(instance, all).value();
  EXPECT_EQ(text_of(data), R"({"cnf":"text/plain:0","con":"21.5","or":"ont"})");
  const Json sent = treat_instance(instance, all, envelope_of(TargetDataClass::instance)).value();
  EXPECT_EQ(sent.at("m2m:cin").size(), 2);
  EXPECT_TRUE(sent.at("m2m:cin").at("con").is_string());
  EXPECT_EQ(envelope_in_instance(sent).value().body, Json("AAAA"));
  EXPECT_EQ(restore_instance(sent, data).value(), instance);
}

TEST(EsfClass3, OnlyWhatIsAskedForIsProtected) {
  const Json instance = Json::parse(R"({"m2m:cin":{"con":1,"cnf":"text/plain:0","or":"ont"}})");
  InstanceAttributes none;
  none.content_info = false;
  none.ontology_ref = false;
  EXPECT_EQ(text_of(target_data_of_instance(instance, none).value()), R"({"con":1})");
  const Json sent = treat_instance(instance, none, envelope_of(TargetDataClass::instance)).value();
  EXPECT_EQ(sent.at("m2m:cin").at("cnf"), "text/plain:0");
  EXPECT_EQ(sent.at("m2m:cin").at("or"), "ont");
}

TEST(EsfClass3, InheritedValuesAreProtectedToo) {
  const Json instance = Json::parse(R"({"m2m:cin":{"con":"x","or":"own"}})");
  InstanceAttributes attributes;
  attributes.inherited_content_info = "application/json:0";
  attributes.inherited_ontology_ref = "parent";
  const Bytes data = target_data_of_instance(instance, attributes).value();
  EXPECT_EQ(text_of(data), R"({"cnf":"application/json:0","con":"x","or":"own"})");
  const Json sent =
      treat_instance(instance, attributes, envelope_of(TargetDataClass::instance)).value();
  EXPECT_EQ(restore_instance(sent, data).value().at("m2m:cin").at("cnf"), "application/json:0");
}

TEST(EsfClass3, RefusesWhatIsNoInstance) {
  const Json instance = Json::parse(R"({"m2m:cin":{"con":"x"}})");
  for (const char* const other :
       {"1", "{}", R"({"m2m:cnt":{"con":1}})", R"({"m2m:cin":{}})", R"({"m2m:cin":1})"}) {
    EXPECT_EQ(target_data_of_instance(Json::parse(other), {}).error().code, Errc::malformed)
        << other;
    EXPECT_EQ(restore_instance(Json::parse(other), as_bytes(R"({"con":1})")).error().code,
              Errc::malformed);
    EXPECT_EQ(envelope_in_instance(Json::parse(other)).error().code, Errc::malformed) << other;
  }
  EXPECT_EQ(envelope_in_instance(instance).error().code, Errc::malformed);
  EXPECT_EQ(treat_instance(instance, {}, envelope_of(TargetDataClass::content)).error().code,
            Errc::invalid_value);
  for (const char* const data : {"{}", "1", R"({"con":1,"lbl":[]})", R"({"con":1,"cnf":2})"}) {
    EXPECT_EQ(restore_instance(instance, as_bytes(data)).error().code, Errc::malformed) << data;
  }
}

}  // namespace
}  // namespace plumbline::esf
