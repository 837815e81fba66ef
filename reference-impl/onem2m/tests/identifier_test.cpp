#include "plumbline/onem2m/identifier.hpp"

#include <gmock/gmock.h>

namespace plumbline::onem2m {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const NodeIdentity kSelf{.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};

TEST(Target, EveryFormOfALocalAddress) {
  for (const std::string_view to : {"cse/a/b",
                                    "-/a/b",
                                    "a/b",
                                    "/cse-a/cse/a/b",
                                    "/cse-a/-/a/b",
                                    "/cse-a/a/b",
                                    "//sp.example/cse-a/cse/a/b",
                                    "//sp.example/cse-a/-/a/b"}) {
    const Target target = resolve_target(to, kSelf).value();
    EXPECT_TRUE(target.local) << to;
    EXPECT_THAT(target.segments, ElementsAre("a", "b")) << to;
    EXPECT_EQ(target.receiver, "") << to;
  }
}

TEST(Target, TheCseBaseItself) {
  for (const std::string_view to :
       {"cse", "-", "/cse-a", "/cse-a/cse", "/cse-a/-", "//sp.example/cse-a"}) {
    const Target target = resolve_target(to, kSelf).value();
    EXPECT_TRUE(target.local) << to;
    EXPECT_THAT(target.segments, IsEmpty()) << to;
  }
}

TEST(Target, OnlyTheFirstSegmentStandsForTheCseBase) {
  EXPECT_THAT(resolve_target("-/cse/-", kSelf).value().segments, ElementsAre("cse", "-"));
  EXPECT_THAT(resolve_target("cnt1234", kSelf).value().segments, ElementsAre("cnt1234"));
}

TEST(Target, OtherReceivers) {
  const Target neighbour = resolve_target("/cse-b/-/a", kSelf).value();
  EXPECT_FALSE(neighbour.local);
  EXPECT_EQ(neighbour.receiver, "/cse-b");
  EXPECT_THAT(neighbour.segments, ElementsAre("-", "a"));
  EXPECT_EQ(resolve_target("//sp.example/cse-b", kSelf).value().receiver, "/cse-b");
  EXPECT_EQ(resolve_target("//other.example/cse-a/x", kSelf).value().receiver,
            "//other.example/cse-a");
}

TEST(Target, RefusesWhatIsNoAddress) {
  for (const std::string_view to : {"",
                                    "/",
                                    "//",
                                    "//sp.example",
                                    "///a",
                                    "a//b",
                                    "a/",
                                    "/cse-a/",
                                    "a/./b",
                                    "a/../b",
                                    "..",
                                    "a b",
                                    "a?b",
                                    "a#b",
                                    "a%20b",
                                    "a\\b",
                                    "caf\xc3\xa9",
                                    "a\nb"}) {
    const auto target = resolve_target(to, kSelf);
    ASSERT_FALSE(target) << to;
    EXPECT_EQ(target.error().code, Errc::malformed);
  }
  EXPECT_FALSE(resolve_target({"a\0b", 3}, kSelf));
}

TEST(Target, IsBounded) {
  const std::string longest(255, 'x');
  EXPECT_TRUE(resolve_target(longest, kSelf));
  EXPECT_FALSE(resolve_target(longest + "x", kSelf));
  std::string deep = "a";
  for (int i = 1; i < 32; ++i) {
    deep += "/a";
  }
  EXPECT_TRUE(resolve_target(deep, kSelf));
  EXPECT_FALSE(resolve_target(deep + "/a", kSelf));
  EXPECT_FALSE(resolve_target(std::string(1'000'000, '/'), kSelf));
}

TEST(EntityId, Forms) {
  for (const std::string_view id : {"C",
                                    "S",
                                    "Cae",
                                    "Sensor-1",
                                    "/cse-b",
                                    "/Sensor",
                                    "/cse-b/Cae",
                                    "//sp.example/cse-b",
                                    "//sp.example/Sae",
                                    "//sp.example/cse-b/Cae"}) {
    EXPECT_TRUE(is_entity_id(id)) << id;
  }
  for (const std::string_view id : {"",
                                    "/",
                                    "//",
                                    "ae",
                                    "/cse-b/ae",
                                    "/cse-b/Cae/x",
                                    "//sp.example",
                                    "//sp.example/",
                                    "//sp.example/cse/x",
                                    "C ae",
                                    "C*",
                                    "C\n",
                                    "/cse b",
                                    "all"}) {
    EXPECT_FALSE(is_entity_id(id)) << id;
  }
  EXPECT_FALSE(is_entity_id(std::string(256, 'C')));
}

TEST(EntityId, AbsoluteForm) {
  EXPECT_EQ(absolute_id("Cae", kSelf), "//sp.example/cse-a/Cae");
  EXPECT_EQ(absolute_id("Sae", kSelf), "//sp.example/Sae");
  EXPECT_EQ(absolute_id("/cse-b", kSelf), "//sp.example/cse-b");
  EXPECT_EQ(absolute_id("/cse-b/Cae", kSelf), "//sp.example/cse-b/Cae");
  EXPECT_EQ(absolute_id("//other.example/cse", kSelf), "//other.example/cse");
  EXPECT_EQ(absolute_id("all", kSelf), "all");
}

TEST(EntityId, SpRelativeForm) {
  EXPECT_EQ(sp_relative_id("//sp.example/cse-a/Cae"), "/cse-a/Cae");
  EXPECT_EQ(sp_relative_id("//sp.example/cse-b"), "/cse-b");
  EXPECT_EQ(sp_relative_id("/cse-b/Cae"), "/cse-b/Cae");
  EXPECT_EQ(sp_relative_id("Cae"), "Cae");
  EXPECT_EQ(sp_relative_id("//sp.example"), "");
}

TEST(EntityId, SameEntityUnderAnyForm) {
  EXPECT_TRUE(same_entity("Cae", "/cse-a/Cae", kSelf));
  EXPECT_TRUE(same_entity("//sp.example/cse-a/Cae", "Cae", kSelf));
  EXPECT_FALSE(same_entity("Cae", "/cse-b/Cae", kSelf));
  EXPECT_FALSE(same_entity("Cae", "CAE", kSelf));
  EXPECT_FALSE(same_entity("/Sae", "//other.example/Sae", kSelf));
}

}  // namespace

}  // namespace plumbline::onem2m
