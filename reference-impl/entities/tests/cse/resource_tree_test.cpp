#include "plumbline/entities/cse/resource_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::entities {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Resource resource(std::string id,
                  std::string parent,
                  std::uint32_t type = 3,
                  std::optional<int> expires = {}) {
  Resource made{.type = type, .root = "m2m:cnt", .id = id, .parent = std::move(parent)};
  made.name = "n-" + id;
  if (expires) {
    made.expires = TimePoint{milliseconds{*expires}};
  }
  made.attributes = {{"ri", id}};
  return made;
}

std::vector<std::string> ids(const std::vector<const Resource*>& resources) {
  std::vector<std::string> found;
  for (const Resource* each : resources) {
    found.push_back(each->id);
  }
  return found;
}

class ResourceTreeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(tree_.insert(resource("a", "base")));
    ASSERT_TRUE(tree_.insert(resource("c", "a", 4, 30)));
    ASSERT_TRUE(tree_.insert(resource("b", "a", 4, 20)));
    ASSERT_TRUE(tree_.insert(resource("d", "a", 3, 40)));
  }

  ResourceTree tree_{resource("base", "")};
};

TEST_F(ResourceTreeTest, FindsByIdAndByName) {
  EXPECT_EQ(tree_.find("c")->parent, "a");
  EXPECT_EQ(tree_.child("a", "n-c")->id, "c");
  EXPECT_EQ(tree_.child("a", "c"), nullptr);
  EXPECT_EQ(tree_.child("none", "n-c"), nullptr);
  EXPECT_EQ(tree_.find("none"), nullptr);
}

TEST_F(ResourceTreeTest, KeepsTheOrderOfCreation) {
  EXPECT_THAT(ids(tree_.children("a")), ElementsAre("c", "b", "d"));
  EXPECT_EQ(tree_.oldest("a", 4)->id, "c");
  EXPECT_EQ(tree_.latest("a", 4)->id, "b");
  EXPECT_EQ(tree_.latest("base", 4), nullptr);
}

TEST_F(ResourceTreeTest, RefusesATakenNameATakenIdAndALackingParent) {
  Resource namesake = resource("x", "a");
  namesake.name = "n-c";
  EXPECT_FALSE(tree_.insert(namesake));
  EXPECT_FALSE(tree_.insert(resource("c", "base")));
  EXPECT_FALSE(tree_.insert(resource("x", "none")));
  EXPECT_EQ(tree_.size(), 5U);
}

TEST_F(ResourceTreeTest, ErasesAllBelow) {
  const auto octets = tree_.octets();
  tree_.erase("a");
  EXPECT_EQ(tree_.size(), 1U);
  EXPECT_EQ(tree_.octets() + 4 * std::string(R"({"ri":"a"})").size(), octets);
  EXPECT_EQ(tree_.find("d"), nullptr);
  EXPECT_THAT(tree_.due(TimePoint{milliseconds{100}}), IsEmpty());
  EXPECT_TRUE(tree_.insert(resource("a", "base")));
}

TEST_F(ResourceTreeTest, NeverErasesTheBase) {
  tree_.erase("base");
  EXPECT_EQ(tree_.size(), 5U);
}

TEST_F(ResourceTreeTest, TellsWhatIsDueInTheOrderOfTime) {
  EXPECT_THAT(tree_.due(TimePoint{milliseconds{30}}), ElementsAre("b", "c"));
  ASSERT_TRUE(tree_.replace("b", Json{{"ri", "b"}}, TimePoint{milliseconds{50}}));
  EXPECT_THAT(tree_.due(TimePoint{milliseconds{30}}), ElementsAre("c"));
}

TEST_F(ResourceTreeTest, ReplacesAttributes) {
  const auto octets = tree_.octets();
  ASSERT_TRUE(tree_.replace("b", Json{{"ri", "bbb"}}, {}));
  EXPECT_EQ(tree_.find("b")->attributes["ri"], "bbb");
  EXPECT_EQ(tree_.octets(), octets + 2);
  EXPECT_FALSE(tree_.replace("none", Json::object(), {}));
}

TEST_F(ResourceTreeTest, KnowsDepthAndAddress) {
  EXPECT_EQ(tree_.depth(tree_.base()), 0U);
  EXPECT_EQ(tree_.depth(*tree_.find("d")), 2U);
  EXPECT_EQ(tree_.address(*tree_.find("d")), "n-base/n-a/n-d");
}

}  // namespace
}  // namespace plumbline::entities
