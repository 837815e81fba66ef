#include "cse_fixture.hpp"

namespace plumbline::entities::testing {
namespace {

class ContainmentTest : public CseTest {
 protected:
  void SetUp() override {
    CseTest::SetUp();
    prepare();
  }

  unsigned add(const std::string& content) {
    return rsc(
        create("Cone", "cse/one/data", kInstance, R"({"m2m:cin":{"con":")" + content + R"("}})"));
  }

  Json container() { return (*retrieve("Cone", "cse/one/data").content)["m2m:cnt"]; }

  std::string content_at(const std::string& end) {
    const auto response = retrieve("Cone", "cse/one/data/" + end);
    return is_success(response.status) ? (*response.content)["m2m:cin"]["con"].get<std::string>()
                                       : std::to_string(rsc(response));
  }
};

TEST_F(ContainmentTest, CountsInstancesAndTheirOctets) {
  ASSERT_EQ(add("abc"), 2001U);
  ASSERT_EQ(add("de"), 2001U);
  EXPECT_EQ(container()["cni"], 2);
  EXPECT_EQ(container()["cbs"], 5);
  EXPECT_EQ(container()["st"], 2);
  EXPECT_EQ(content_at("la"), "de");
  EXPECT_EQ(content_at("ol"), "abc");
  EXPECT_EQ((*retrieve("Cone", "cse/one/data/la").content)["m2m:cin"]["st"], 2);
}

TEST_F(ContainmentTest, DeletesLatestAndOldest) {
  for (const auto* content : {"a", "bb", "ccc"}) {
    ASSERT_EQ(add(content), 2001U);
  }
  EXPECT_EQ(rsc(remove("Cone", "cse/one/data/la")), 2002U);
  EXPECT_EQ(rsc(remove("Cone", "cse/one/data/ol")), 2002U);
  EXPECT_EQ(container()["cni"], 1);
  EXPECT_EQ(container()["cbs"], 2);
  EXPECT_EQ(content_at("la"), "bb");
  EXPECT_EQ(rsc(update("Cone", "cse/one/data/la", R"({"m2m:cin":{"lbl":["x"]}})")), 4005U);
}

TEST_F(ContainmentTest, DropsTheOldestBeyondTheNumber) {
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"mni":2}})")), 2004U);
  for (const auto* content : {"a", "b", "c"}) {
    ASSERT_EQ(add(content), 2001U);
  }
  EXPECT_EQ(container()["cni"], 2);
  EXPECT_EQ(content_at("ol"), "b");
  EXPECT_EQ(content_at("la"), "c");
}

TEST_F(ContainmentTest, DropsTheOldestBeyondTheSize) {
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"mbs":6}})")), 2004U);
  ASSERT_EQ(add("aaa"), 2001U);
  ASSERT_EQ(add("bbb"), 2001U);
  ASSERT_EQ(add("cccc"), 2001U);
  EXPECT_EQ(container()["cbs"], 4);
  EXPECT_EQ(add("1234567"), 5207U);
  EXPECT_EQ(content_at("ol"), "cccc");
}

TEST_F(ContainmentTest, DropsAtOnceWhenTheLimitsShrink) {
  for (const auto* content : {"a", "b", "c"}) {
    ASSERT_EQ(add(content), 2001U);
  }
  const auto response = update("Cone", "cse/one/data", R"({"m2m:cnt":{"mni":1}})");
  EXPECT_EQ((*response.content)["m2m:cnt"]["cni"], 1);
  EXPECT_EQ(content_at("ol"), "c");
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"mni":0}})")), 2004U);
  EXPECT_EQ(content_at("la"), "4004");
  EXPECT_EQ(add("d"), 5207U);
}

TEST_F(ContainmentTest, AgesInstances) {
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"mia":2}})")), 2004U);
  ASSERT_EQ(add("a"), 2001U);
  clock_.advance(milliseconds{1000});
  ASSERT_EQ(add("b"), 2001U);
  clock_.advance(milliseconds{1000});
  EXPECT_EQ(content_at("ol"), "b");
  EXPECT_EQ(container()["cni"], 1);
  EXPECT_EQ(container()["cbs"], 1);
}

TEST_F(ContainmentTest, KnowsWhatMayStandBelowWhat) {
  ASSERT_EQ(rsc(create("Cone", "cse/one/data", kInstance, R"({"m2m:cin":{"rn":"i","con":"x"}})")),
            2001U);
  EXPECT_EQ(rsc(create("Cone", "cse/one", kInstance, R"({"m2m:cin":{"con":"x"}})")), 4108U);
  EXPECT_EQ(rsc(create("Cone", "cse/one/data/i", kContainer, R"({"m2m:cnt":{}})")), 4108U);
  EXPECT_EQ(rsc(create("Cone", "cse/one/acp", kContainer, R"({"m2m:cnt":{}})")), 4108U);
}

}  // namespace
}  // namespace plumbline::entities::testing
