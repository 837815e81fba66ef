#include "cse_fixture.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities::testing {
namespace {

using ::testing::HasSubstr;

class ModificationTest : public CseTest {
 protected:
  void SetUp() override {
    CseTest::SetUp();
    prepare();
  }

  Json container() { return (*retrieve("Cone", "cse/one/data").content)["m2m:cnt"]; }
};

TEST_F(ModificationTest, ChangesAddsAndRemovesAttributes) {
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"lbl":["a"],"mni":5}})")), 2004U);
  clock_.advance(milliseconds{1000});
  const auto response =
      update("Cone", "cse/one/data", R"({"m2m:cnt":{"lbl":null,"mni":6,"or":"o"}})");
  ASSERT_EQ(rsc(response), 2004U);
  const Json now = container();
  EXPECT_EQ((*response.content)["m2m:cnt"], now);
  EXPECT_FALSE(now.contains("lbl"));
  EXPECT_EQ(now["mni"], 6);
  EXPECT_EQ(now["or"], "o");
  EXPECT_EQ(now["st"], 2);
  EXPECT_EQ(now["ct"], "20231114T221320");
  EXPECT_EQ(now["lt"], "20231114T221321");
}

struct BadUpdate {
  std::string_view to;
  std::string_view content;
  unsigned rsc;
  std::string_view named;
};

class BadUpdates : public ModificationTest, public ::testing::WithParamInterface<BadUpdate> {};

TEST_P(BadUpdates, ChangeNothing) {
  ASSERT_EQ(rsc(create("Cone", "cse/one/data", kInstance, R"({"m2m:cin":{"rn":"i","con":"x"}})")),
            2001U);
  const std::string to(GetParam().to);
  const auto before = retrieve("Cone", to).content;
  const auto response = update("Cone", to, GetParam().content);
  EXPECT_EQ(rsc(response), GetParam().rsc) << detail(response);
  EXPECT_THAT(detail(response), HasSubstr(std::string(GetParam().named)));
  EXPECT_EQ(retrieve("Cone", to).content, before);
}

INSTANTIATE_TEST_SUITE_P(
    Modification,
    BadUpdates,
    ::testing::Values(
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"zzz":1}})", 4000, "zzz"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"rn":"other"}})", 4000, "rn"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"cni":0}})", 4000, "cni"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"mni":"3"}})", 4000, "mni"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"mni":-3}})", 4000, "mni"},
        BadUpdate{"cse/one/data", R"({"m2m:cin":{"lbl":["a"]}})", 4000, "m2m:cnt"},
        BadUpdate{"cse/one/data", R"([])", 4000, "m2m:cnt"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"et":"20000101T000000"}})", 4000, "et"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"et":"1000"}})", 4000, "et"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"acpi":["cse/one/acp"],"mni":1}})", 4000, "acpi"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"acpi":["none"]}})", 4000, "acpi[0]"},
        BadUpdate{"cse/one/data", R"({"m2m:cnt":{"disr":true}})", 5001, "disr"},
        BadUpdate{"cse/one/data/i", R"({"m2m:cin":{"con":"y"}})", 4005, "m2m:cin"},
        BadUpdate{"cse/one", R"({"m2m:ae":{"api":"Nother"}})", 4000, "api"},
        BadUpdate{"cse/one", R"({"m2m:ae":{"rr":null}})", 4000, "rr"},
        BadUpdate{"cse/one/acp", R"({"m2m:acp":{"pvs":{"acr":[]}}})", 4102, "pvs"},
        BadUpdate{"cse/one/acp",
                  R"({"m2m:acp":{"pv":{"acr":[{"acor":["all"],"acop":64}]}}})",
                  4000,
                  "acop"}));

TEST_F(ModificationTest, NeverTouchesTheCseBase) {
  EXPECT_EQ(rsc(update("CAdmin", "cse", R"({"m2m:cb":{"lbl":["x"]}})")), 4005U);
  EXPECT_EQ(rsc(remove("CAdmin", "cse")), 4005U);
  EXPECT_EQ(rsc(remove("Cone", "cse")), 4103U);
}

TEST_F(ModificationTest, MovesTheExpirationTime) {
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"et":"5000"}})")), 2004U);
  EXPECT_EQ(container()["et"], "20231114T221325");
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"et":"9000"}})")), 2004U);
  clock_.advance(milliseconds{8999});
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 2000U);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 4004U);
}

TEST_F(ModificationTest, GivesTheDefaultLifetimeWhenTheExpirationTimeIsRemoved) {
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"et":"5000"}})")), 2004U);
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"et":null}})")), 2004U);
  EXPECT_EQ(container()["et"], "20231115T221320");
}

TEST_F(ModificationTest, ChangesPoliciesBySelfPrivilegesOnly) {
  ASSERT_EQ(rsc(create("Cone", "cse/one", kAcp, R"({"m2m:acp":{"rn":"shared",
      "pv":{"acr":[{"acor":["Ctwo"],"acop":63}]},
      "pvs":{"acr":[{"acor":["Cone"],"acop":63}]}}})")),
            2001U);
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"acpi":["cse/one/shared"]}})")),
            2004U);
  EXPECT_EQ(rsc(update("Ctwo", "cse/one/data", R"({"m2m:cnt":{"acpi":["cse/one/acp"]}})")), 4103U);
  EXPECT_EQ(rsc(update("Ctwo", "cse/one/data", R"({"m2m:cnt":{"mni":1}})")), 2004U);
  EXPECT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"mni":1}})")), 4103U);
  EXPECT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"acpi":["cse/one/acp"]}})")), 2004U);
}

TEST_F(ModificationTest, AppliesAChangedPolicyAtOnce) {
  EXPECT_EQ(rsc(retrieve("Ctwo", "cse/one/data")), 2000U);
  ASSERT_EQ(
      rsc(update(
          "Cone", "cse/one/acp", R"({"m2m:acp":{"pv":{"acr":[{"acor":["Cone"],"acop":63}]}}})")),
      2004U);
  EXPECT_EQ(rsc(retrieve("Ctwo", "cse/one/data")), 4103U);
  ASSERT_EQ(rsc(remove("Cone", "cse/one/acp")), 2002U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 4103U);
}

TEST_F(ModificationTest, DeletesAllBelow) {
  ASSERT_EQ(rsc(create("Cone", "cse/one/data", kInstance, R"({"m2m:cin":{"con":"x"}})")), 2001U);
  const auto response = remove("Cone", "cse/one");
  EXPECT_EQ(rsc(response), 2002U);
  EXPECT_FALSE(response.content);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 4004U);
  EXPECT_EQ(cse_->resources().size(), 2U);
}

TEST_F(ModificationTest, DeniesWithoutThePrivilege) {
  EXPECT_EQ(rsc(remove("Ctwo", "cse/one/data")), 4103U);
  EXPECT_EQ(rsc(update("Ctwo", "cse/one/data", R"({"m2m:cnt":{"mni":1}})")), 4103U);
  EXPECT_EQ(
      rsc(update(
          "Ctwo", "cse/one/acp", R"({"m2m:acp":{"pv":{"acr":[{"acor":["all"],"acop":63}]}}})")),
      4103U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 2000U);
}

}  // namespace
}  // namespace plumbline::entities::testing
