#include "cse_fixture.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class RetrievalTest : public CseTest {
 protected:
  void SetUp() override {
    CseTest::SetUp();
    prepare();
    for (const auto* name : {"i1", "i2", "i3"}) {
      ASSERT_EQ(rsc(create("Cone",
                           "cse/one/data",
                           kInstance,
                           std::string(R"({"m2m:cin":{"con":"x","rn":")") + name + R"("}})")),
                2001U);
    }
    ASSERT_EQ(rsc(create("Cone", "cse/one/data", kContainer, R"({"m2m:cnt":{"rn":"private"}})")),
              2001U);
    ASSERT_EQ(rsc(create("Cone",
                         "cse/one/data/private",
                         kInstance,
                         R"({"m2m:cin":{"con":"secret","rn":"deep"}})")),
              2001U);
  }

  static std::vector<std::string> names(const Json& list, const char* member) {
    std::vector<std::string> found;
    for (const Json& entry : list) {
      found.push_back(entry[member].get<std::string>());
    }
    return found;
  }
};

TEST_F(RetrievalTest, ShowsAttributesByDefault) {
  const Json shown = (*retrieve("Cone", "cse/one/data").content)["m2m:cnt"];
  EXPECT_FALSE(shown.contains("m2m:cin"));
  EXPECT_EQ(shown["cni"], 3);
}

TEST_F(RetrievalTest, NestsChildren) {
  const Json shown = (*retrieve("Cone", "cse/one/data", {{"rcn", "4"}}).content)["m2m:cnt"];
  EXPECT_THAT(names(shown["m2m:cin"], "rn"), ElementsAre("i1", "i2", "i3"));
  EXPECT_EQ(shown["m2m:cnt"][0]["m2m:cin"][0]["con"], "secret");
  const Json children = (*retrieve("Cone", "cse/one/data", {{"rcn", "8"}}).content)["m2m:cnt"];
  EXPECT_FALSE(children.contains("ri"));
  EXPECT_EQ(children["m2m:cin"].size(), 3U);
}

TEST_F(RetrievalTest, LeavesOutWhatTheOriginatorMayNotRead) {
  const auto response = retrieve("Ctwo", "cse/one/data", {{"rcn", "4"}});
  ASSERT_EQ(rsc(response), 2000U);
  const Json& shown = (*response.content)["m2m:cnt"];
  EXPECT_EQ(shown["m2m:cin"].size(), 3U);
  EXPECT_FALSE(shown.contains("m2m:cnt"));
  EXPECT_THAT(json_text(*response.content), Not(HasSubstr("secret")));
}

TEST_F(RetrievalTest, RefersToChildren) {
  const Json shown = (*retrieve("Cone", "cse/one/data", {{"rcn", "5"}}).content)["m2m:cnt"];
  EXPECT_EQ(shown["cni"], 3);
  EXPECT_THAT(names(shown["ch"], "val"),
              ElementsAre("cse/one/data/i1",
                          "cse/one/data/i2",
                          "cse/one/data/i3",
                          "cse/one/data/private",
                          "cse/one/data/private/deep"));
  const Json list =
      (*retrieve("Cone", "cse/one/data", {{"rcn", "6"}, {"drt", "2"}}).content)["m2m:rrl"]["rrf"];
  ASSERT_EQ(list.size(), 5U);
  EXPECT_EQ(list[0]["typ"], 4);
  EXPECT_EQ(rsc(retrieve("Cone", list[0]["val"])), 2000U);
}

TEST_F(RetrievalTest, ShowsSomeLevelsAndTellsWhereToGoOn) {
  const Json flat =
      (*retrieve("Cone", "cse/one/data", {{"rcn", "4"}, {"lvl", "1"}}).content)["m2m:cnt"];
  EXPECT_FALSE(flat["m2m:cnt"][0].contains("m2m:cin"));

  const auto first = retrieve("Cone", "cse/one/data", {{"rcn", "8"}, {"lim", "2"}});
  EXPECT_THAT(names((*first.content)["m2m:cnt"]["m2m:cin"], "rn"), ElementsAre("i1", "i2"));
  EXPECT_EQ(first.parameters.at("cts"), "1");
  ASSERT_EQ(first.parameters.at("cto"), "3");
  const auto rest = retrieve("Cone", "cse/one/data", {{"rcn", "8"}, {"lim", "3"}, {"ofst", "3"}});
  EXPECT_THAT(names((*rest.content)["m2m:cnt"]["m2m:cin"], "rn"), ElementsAre("i3"));
  EXPECT_EQ((*rest.content)["m2m:cnt"]["m2m:cnt"].size(), 1U);
  EXPECT_FALSE(rest.parameters.contains("cto"));
}

TEST_F(RetrievalTest, ShowsChosenAttributes) {
  const auto response = retrieve("Cone", "cse/one/data", {{"atrl", "cni+rn+mni"}});
  EXPECT_EQ(*response.content, json(R"({"m2m:cnt":{"cni":3,"rn":"data"}})"));
  const auto refused = retrieve("Cone", "cse/one/data", {{"atrl", "rn+con"}});
  EXPECT_EQ(rsc(refused), 4000U);
  EXPECT_THAT(detail(refused), HasSubstr("con"));
}

TEST_F(RetrievalTest, RefusesParametersThatAreNoNumbers) {
  for (const auto* name : {"lim", "lvl", "ofst"}) {
    for (const auto* value : {"", "0", "-1", "x", "1x", "99999999999999999999999"}) {
      const auto response = retrieve("Cone", "cse/one/data", {{"rcn", "4"}, {name, value}});
      EXPECT_EQ(rsc(response), 4000U) << name << "=" << value;
      EXPECT_THAT(detail(response), HasSubstr(name));
    }
  }
}

TEST_F(RetrievalTest, OffersNoDiscovery) {
  EXPECT_EQ(rsc(retrieve("Cone", "cse", {{"fu", "1"}})), 5001U);
}

TEST_F(RetrievalTest, DeniesWithoutThePrivilege) {
  EXPECT_EQ(rsc(retrieve("Cthree", "cse/one/data/i1")), 4103U);
  EXPECT_EQ(rsc(retrieve("Cthree", "cse/one/data/la")), 4103U);
  EXPECT_EQ(rsc(retrieve("Ctwo", "cse/one/data/private")), 4103U);
  EXPECT_EQ(rsc(retrieve("Ctwo", "cse/one/data/private/la")), 4103U);
  EXPECT_EQ(rsc(retrieve("Ctwo", "cse/one/acp")), 4103U);
}

}  // namespace
}  // namespace plumbline::entities::testing
