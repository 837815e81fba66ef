#include "plumbline/onem2m/security_info.hpp"

#include <gtest/gtest.h>

namespace plumbline::onem2m {

namespace {

TEST(SecurityInfo, EachTypeHasItsMember) {
  for (const char* const text : {R"({"m2m:seci":{"sit":1,"dreq":{"a":1}}})",
                                 R"({"m2m:seci":{"sit":2,"dres":{}}})",
                                 R"({"m2m:seci":{"sit":3}})",
                                 R"({"m2m:seci":{"sit":4,"ero":{"esri":"u-1"}}})",
                                 R"({"m2m:seci":{"sit":5,"epo":"a..b.c.d"}})",
                                 R"({"m2m:seci":{"sit":6,"eckm":"YQ=="}})",
                                 R"({"m2m:seci":{"sit":7,"darq":{}}})",
                                 R"({"m2m:seci":{"sit":8,"dars":{}}})"}) {
    const Json content = Json::parse(text);
    const auto info = parse_security_info(content);
    ASSERT_TRUE(info) << text << to_string(info.error());
    EXPECT_EQ(to_content(info.value()), content);
  }
  const auto info = parse_security_info(Json::parse(R"({"m2m:seci":{"sit":5,"epo":"x"}})"));
  EXPECT_EQ(info.value().type, SecurityInfoType::esprim_object);
  EXPECT_EQ(info.value().value, "x");
}

TEST(SecurityInfo, RefusesWhatIsNone) {
  EXPECT_EQ(parse_security_info(std::nullopt).error().code, Errc::malformed);
  for (const char* const text : {"[]",
                                 "{}",
                                 R"({"m2m:seci":{"sit":3},"m2m:dbg":""})",
                                 R"({"m2m:seci":3})",
                                 R"({"m2m:seci":{}})",
                                 R"({"m2m:seci":{"sit":"3"}})",
                                 R"({"m2m:seci":{"sit":0}})",
                                 R"({"m2m:seci":{"sit":9}})"}) {
    EXPECT_TRUE(parse_security_info(Json::parse(text)).has_error()) << text;
  }
}

TEST(SecurityInfo, RefusesTheMemberOfAnotherType) {
  for (const char* const text : {R"({"m2m:seci":{"sit":3,"ero":{}}})",
                                 R"({"m2m:seci":{"sit":4}})",
                                 R"({"m2m:seci":{"sit":4,"ero":"u-1"}})",
                                 R"({"m2m:seci":{"sit":5,"eckm":"YQ=="}})",
                                 R"({"m2m:seci":{"sit":5,"epo":{}}})",
                                 R"({"m2m:seci":{"sit":5,"epo":"x","ero":{}}})"}) {
    EXPECT_TRUE(parse_security_info(Json::parse(text)).has_error()) << text;
  }
}

}  // namespace

}  // namespace plumbline::onem2m
