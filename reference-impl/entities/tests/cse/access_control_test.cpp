#include "plumbline/entities/cse/access_control.hpp"

#include <gtest/gtest.h>

namespace plumbline::entities {
namespace {

const onem2m::NodeIdentity kSelf{.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};

Json parsed(std::string_view text) {
  return parse_json(text).value();
}

struct GrantCase {
  std::string_view entry;
  std::string_view originator;
  bool granted;
};

class OriginatorEntries : public ::testing::TestWithParam<GrantCase> {};

TEST_P(OriginatorEntries, MatchAsTheStandardSays) {
  const auto& [entry, originator, granted] = GetParam();
  const Json rules =
      parsed(R"({"acr":[{"acor":["/cse-z",")" + std::string(entry) + R"("],"acop":2}]})");
  EXPECT_EQ(grants(rules, originator, Access::retrieve, kSelf), granted);
}

INSTANTIATE_TEST_SUITE_P(
    AccessControl,
    OriginatorEntries,
    ::testing::Values(GrantCase{"Cone", "//sp.example/cse-a/Cone", true},
                      GrantCase{"/cse-a/Cone", "//sp.example/cse-a/Cone", true},
                      GrantCase{"//sp.example/cse-a/Cone", "//sp.example/cse-a/Cone", true},
                      GrantCase{"Cone", "//sp.example/cse-b/Cone", false},
                      GrantCase{"Con", "//sp.example/cse-a/Cone", false},
                      GrantCase{"Cone", "//sp.example/cse-a/Con", false},
                      GrantCase{"cone", "//sp.example/cse-a/Cone", false},
                      GrantCase{"Sone", "//sp.example/Sone", true},
                      GrantCase{"/cse-b", "//sp.example/cse-b", true},
                      GrantCase{"/cse-b", "//sp.example/cse-b/Cone", false},
                      GrantCase{"all", "//other.example/cse-x/Cone", true},
                      GrantCase{"ALL", "//sp.example/cse-a/Cone", false},
                      GrantCase{"", "//sp.example/cse-a/Cone", false},
                      GrantCase{"*", "//other.example/cse-x/Cone", true},
                      GrantCase{"C*", "//sp.example/cse-a/Cone", true},
                      GrantCase{"C*", "//sp.example/cse-b/Cone", false},
                      GrantCase{"C*e", "//sp.example/cse-a/Cone", true},
                      GrantCase{"C*x", "//sp.example/cse-a/Cone", false},
                      GrantCase{"C*o*n*", "//sp.example/cse-a/Cone", true},
                      GrantCase{"S*", "//sp.example/Sone", true},
                      GrantCase{"/cse-*", "//sp.example/cse-b", true},
                      GrantCase{"/cse-b/*", "//sp.example/cse-b/Cone", true},
                      GrantCase{"/cse-b/*", "//sp.example/cse-a/Cone", false},
                      GrantCase{"//sp.*/cse-a/C*", "//sp.example/cse-a/Cone", true},
                      GrantCase{"//sp.example", "//sp.example/cse-a/Cone", true},
                      GrantCase{"//sp.example", "//sp.example.org/cse-a/Cone", false},
                      GrantCase{"//*.example", "//sp.example/Sone", true}));

TEST(AccessControl, GrantsTheOperationsOfTheRuleOnly) {
  for (unsigned granted = 0; granted < 64; ++granted) {
    const Json rules{{"acr", {{{"acor", {"Cone"}}, {"acop", granted}}}}};
    for (const auto operation : {Access::create,
                                 Access::retrieve,
                                 Access::update,
                                 Access::remove,
                                 Access::notify,
                                 Access::discovery}) {
      EXPECT_EQ(grants(rules, "//sp.example/cse-a/Cone", operation, kSelf),
                (granted & static_cast<unsigned>(operation)) != 0)
          << granted;
    }
  }
}

TEST(AccessControl, NeedsOneRuleThatGrantsBoth) {
  const Json rules = parsed(R"({"acr":[{"acor":["Cone"],"acop":2},{"acor":["Ctwo"],"acop":4}]})");
  EXPECT_TRUE(grants(rules, "//sp.example/cse-a/Ctwo", Access::update, kSelf));
  EXPECT_FALSE(grants(rules, "//sp.example/cse-a/Cone", Access::update, kSelf));
}

TEST(AccessControl, GrantsNothingByRulesThatItDoesNotUnderstand) {
  for (const auto* text : {R"({})",
                           R"({"acr":[]})",
                           R"({"acr":{}})",
                           R"({"acr":[5]})",
                           R"({"acr":[{"acor":["all"]}]})",
                           R"({"acr":[{"acop":63}]})",
                           R"({"acr":[{"acor":"all","acop":63}]})",
                           R"({"acr":[{"acor":[5],"acop":63}]})",
                           R"({"acr":[{"acor":["all"],"acop":-1}]})",
                           R"({"acr":[{"acor":["all"],"acop":63,"acco":[{}]}]})",
                           R"({"acr":[{"acor":["all"],"acop":63,"acod":[{}]}]})",
                           R"([])",
                           R"("all")"}) {
    EXPECT_FALSE(grants(parsed(text), "//sp.example/cse-a/Cone", Access::retrieve, kSelf)) << text;
  }
}

TEST(AccessControl, EndsOnHostileWildcards) {
  const Json rules{{"acr", {{{"acor", {std::string(100'000, '*') + "x"}}, {"acop", 2U}}}}};
  EXPECT_FALSE(grants(rules, std::string(255, 'y'), Access::retrieve, kSelf));
}

Resource made(std::uint32_t type, std::string root, std::string id, std::string parent, Json more) {
  Resource resource{.type = type, .root = std::move(root), .id = id, .parent = std::move(parent)};
  resource.name = id;
  resource.owner = "//sp.example/cse-a/Cowner";
  resource.attributes = std::move(more);
  return resource;
}

/// base ─ acp, one ─ data (acpi) ─ cin; open (no acpi) ─ cin2; lost (acpi to nothing)
class PermissionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(tree_.insert(made(1, "m2m:acp", "acp", "base", parsed(R"({
        "pv":{"acr":[{"acor":["Creader"],"acop":2}]},
        "pvs":{"acr":[{"acor":["Ckeeper"],"acop":63}]}})"))));
    ASSERT_TRUE(
        tree_.insert(made(3, "m2m:cnt", "data", "base", parsed(R"({"acpi":["cse/acp"]})"))));
    ASSERT_TRUE(tree_.insert(made(4, "m2m:cin", "cin", "data", Json::object())));
    ASSERT_TRUE(tree_.insert(made(3, "m2m:cnt", "open", "base", Json::object())));
    ASSERT_TRUE(tree_.insert(made(4, "m2m:cin", "cin2", "open", Json::object())));
    ASSERT_TRUE(tree_.insert(made(3, "m2m:cnt", "lost", "base", parsed(R"({"acpi":["gone"]})"))));
  }

  bool permitted(std::string stem, Access operation, std::string_view id, bool policies = false) {
    return is_permitted({.originator = "//sp.example/cse-a/" + stem,
                         .operation = operation,
                         .target = *tree_.find(id),
                         .about_policies = policies},
                        tree_,
                        kSelf);
  }

  ResourceTree tree_{made(5, "m2m:cb", "base", "", Json::object())};
};

TEST_F(PermissionTest, PrivilegesDecideOnOrdinaryResources) {
  EXPECT_TRUE(permitted("Creader", Access::retrieve, "data"));
  EXPECT_FALSE(permitted("Creader", Access::update, "data"));
  EXPECT_FALSE(permitted("Ckeeper", Access::retrieve, "data"));
  EXPECT_FALSE(permitted("Cowner", Access::retrieve, "data"));
}

TEST_F(PermissionTest, InstancesFollowTheirContainer) {
  EXPECT_TRUE(permitted("Creader", Access::retrieve, "cin"));
  EXPECT_FALSE(permitted("Cowner", Access::retrieve, "cin"));
  EXPECT_TRUE(permitted("Cowner", Access::retrieve, "cin2"));
  EXPECT_FALSE(permitted("Creader", Access::retrieve, "cin2"));
}

TEST_F(PermissionTest, SelfPrivilegesDecideOnPoliciesAndOnWhichOnesApply) {
  EXPECT_TRUE(permitted("Ckeeper", Access::update, "acp"));
  EXPECT_FALSE(permitted("Creader", Access::retrieve, "acp"));
  EXPECT_FALSE(permitted("Cowner", Access::retrieve, "acp"));
  EXPECT_TRUE(permitted("Ckeeper", Access::update, "data", true));
  EXPECT_FALSE(permitted("Creader", Access::update, "data", true));
}

TEST_F(PermissionTest, WithoutPoliciesAllBelongsToTheCreator) {
  EXPECT_TRUE(permitted("Cowner", Access::remove, "open"));
  EXPECT_FALSE(permitted("Creader", Access::retrieve, "open"));
}

TEST_F(PermissionTest, PoliciesThatAreGoneGrantNothing) {
  EXPECT_FALSE(permitted("Cowner", Access::retrieve, "lost"));
}

TEST_F(PermissionTest, PoliciesAreNamedInAnyForm) {
  for (const auto* id :
       {"acp", "cse/acp", "-/acp", "/cse-a/acp", "/cse-a/cse/acp", "//sp.example/cse-a/cse/acp"}) {
    EXPECT_NE(find_policy(id, tree_, kSelf), nullptr) << id;
  }
  for (const auto* id : {"", "data", "/cse-b/acp", "//other.example/cse-a/acp", "a//b"}) {
    EXPECT_EQ(find_policy(id, tree_, kSelf), nullptr) << id;
  }
}

}  // namespace
}  // namespace plumbline::entities
