#include "plumbline/harness/campaign.hpp"

#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

std::vector<Purpose> purposes() {
  Purpose one;
  one.id = "AR-04-TEF-01";
  one.role = Role::tef;
  one.requirements = {"AR-04"};
  one.variants = {{{"alg", "A128GCM"}}, {{"alg", "A256GCM"}}};
  Purpose two;
  two.id = "DS-20-HCSE-01";
  two.role = Role::hcse;
  two.requirements = {"DS-20"};
  two.options = {"child-resource-form"};
  return {one, two};
}

std::vector<std::string> ids(const std::vector<PlannedCase>& planned) {
  std::vector<std::string> out;
  for (const PlannedCase& entry : planned) {
    out.push_back(entry.id);
  }
  return out;
}

TEST(Plan, HasACaseForEveryVariant) {
  const auto all = purposes();
  const auto planned = plan(all, "http", {});

  ASSERT_TRUE(planned.has_value());
  EXPECT_EQ(ids(planned.value()),
            (std::vector<std::string>{
                "AR-04-TEF-01.http.A128GCM", "AR-04-TEF-01.http.A256GCM", "DS-20-HCSE-01.http.-"}));
}

TEST(Plan, FiltersUnanchoredOnRequirementAndPurpose) {
  const auto all = purposes();
  EXPECT_EQ(plan(all, "http", {.filter = "DS-2"}).value().size(), 1U);
  EXPECT_EQ(plan(all, "http", {.filter = "TEF.*A256"}).value().size(), 1U);
}

TEST(Plan, SaysWhyACaseIsNotApplicable) {
  const auto all = purposes();
  const auto planned =
      plan(all, "http", {.roles = {Role::hcse}, .options = std::set<std::string, std::less<>>{}});

  ASSERT_TRUE(planned.has_value());
  EXPECT_NE(planned.value()[0].not_because.find("TEF"), std::string::npos);
  EXPECT_NE(planned.value()[2].not_because.find("child-resource-form"), std::string::npos);
}

TEST(Plan, RefusesABrokenFilterAndAnEmptySelection) {
  const auto all = purposes();
  const auto broken = plan(all, "http", {.filter = "("});
  ASSERT_FALSE(broken.has_value());
  EXPECT_NE(broken.error().detail.find("--filter"), std::string::npos);
  EXPECT_FALSE(plan(all, "http", {.filter = "XX-99"}).has_value());
}

}  // namespace
}  // namespace plumbline::harness
