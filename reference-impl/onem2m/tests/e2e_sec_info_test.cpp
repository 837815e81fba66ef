#include "plumbline/onem2m/e2e_sec_info.hpp"

#include <gtest/gtest.h>

namespace plumbline::onem2m {

namespace {

TEST(E2eSecInfo, IsReadAndWritten) {
  for (const char* const text :
       {R"({"esf":[13]})",
        R"({"esf":[13,43],"escert":["YQ==","Yg=="]})",
        R"({"esf":[33],"esro":{"esri":"s-1","esrv":"r1","esrx":"20300101T000000"}})"}) {
    const Json value = Json::parse(text);
    const auto info = parse_e2e_sec_info(value);
    ASSERT_TRUE(info) << to_string(info.error());
    EXPECT_EQ(to_json(info.value()), value);
  }
}

TEST(E2eSecInfo, RefusesWhatIsNone) {
  for (const char* const text : {"[]",
                                 "{}",
                                 R"({"esf":[]})",
                                 R"({"esf":13})",
                                 R"({"esf":["13"]})",
                                 R"({"esf":[1]})",
                                 R"({"esf":[13],"escert":["%"]})",
                                 R"({"esf":[13],"escert":[7]})",
                                 R"({"esf":[13],"esro":"s-1"})",
                                 R"({"esf":[13],"more":1})"}) {
    EXPECT_TRUE(parse_e2e_sec_info(Json::parse(text)).has_error()) << text;
  }
}

TEST(E2eSecInfo, BoundsItsLists) {
  EXPECT_TRUE(parse_e2e_sec_info({{"esf", std::vector<int>(65, 13)}}).has_error());
  EXPECT_TRUE(parse_e2e_sec_info({{"esf", {13}}, {"escert", std::vector<std::string>(65, "YQ==")}})
                  .has_error());
}

}  // namespace

}  // namespace plumbline::onem2m
