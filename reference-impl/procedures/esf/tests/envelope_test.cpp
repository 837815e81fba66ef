#include "plumbline/esf/envelope.hpp"

#include <gtest/gtest.h>

namespace plumbline::esf {
namespace {

Errc refusal_of(std::string_view text) {
  const auto parsed = parse_envelope(text);
  return parsed ? Errc{0xFF} : parsed.error().code;
}

// ESF-01, ESF-24: one form, one parser tells session type and class.
TEST(EsfEnvelope, TellsSessionTypeAndClass) {
  const auto s1 = parse_envelope(R"({"e2e:esf":{"st":"S1","tdc":3,"env":{"ke":[]}}})").value();
  EXPECT_EQ(s1.session, SessionType::s1);
  EXPECT_EQ(s1.target_data_class, TargetDataClass::instance);
  const auto sm = parse_envelope(R"({"e2e:esf":{"st":"Sm","tdc":1,"env":"FgMD"}})").value();
  EXPECT_EQ(sm.session, SessionType::sm);
  EXPECT_EQ(sm.target_data_class, TargetDataClass::primitive);
  EXPECT_EQ(sm.body, Json("FgMD"));
  EXPECT_EQ(json_text(to_json(sm)), R"({"e2e:esf":{"env":"FgMD","st":"Sm","tdc":1}})");
}

TEST(EsfEnvelope, IsRecognizable) {
  EXPECT_TRUE(is_envelope(Json::parse(R"({"e2e:esf":0})")));
  EXPECT_FALSE(is_envelope(Json::parse(R"({"e2e:esf":0,"con":1})")));
  EXPECT_FALSE(is_envelope(Json::parse(R"({"m2m:cin":{}})")));
  EXPECT_FALSE(is_envelope(Json("e2e:esf")));
}

TEST(EsfEnvelope, RefusesWhatIsNone) {
  EXPECT_EQ(refusal_of("{"), Errc::malformed);
  EXPECT_EQ(refusal_of("[]"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":[]})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"tdc":1,"env":{}}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S1","env":{}}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S1","tdc":1}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S1","tdc":1,"env":{},"x":1}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S1","st":"S1","tdc":1,"env":{}}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S1","tdc":1,"env":"AAAA"}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"Sm","tdc":1,"env":{}}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S2","tdc":1,"env":{}}})"), Errc::unsupported);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"s1","tdc":1,"env":{}}})"), Errc::invalid_value);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S1","tdc":0,"env":{}}})"), Errc::invalid_value);
  EXPECT_EQ(refusal_of(R"({"e2e:esf":{"st":"S1","tdc":4,"env":{}}})"), Errc::invalid_value);
}

TEST(EsfEnvelope, IsBounded) {
  EXPECT_EQ(refusal_of(std::string(100, '[')), Errc::too_large);
  std::string wide = R"({"e2e:esf":{"st":"S1","tdc":1,"env":{"ke":[0)";
  for (int i = 0; i < 20'000; ++i) {
    wide += ",0";
  }
  EXPECT_EQ(refusal_of(wide + "]}}}"), Errc::too_large);
}

}  // namespace
}  // namespace plumbline::esf
