#include "plumbline/harness/result.hpp"

#include "plumbline/harness/catalogue.hpp"

#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

CampaignResult sample() {
  CampaignResult result;
  result.tool_version = "0.1.0";
  result.sut = {.name = "Alder", .version = "2", .vendor = "A", .roles = {"TEF"}};
  result.seed = "0011223344556677";
  result.started = "2026-01-31T12:00:00Z";
  result.planned = 2;
  result.dialect = {
      {.role = "TEF", .name = "response-without-rvi", .text = "responses lack it", .cases = 1}};
  CaseResult passed;
  passed.id = "AR-04-TEF-01.http.-";
  passed.role = Role::tef;
  passed.verdict = Verdict::pass;
  CaseResult failed = passed;
  failed.id = "AR-06-TEF-01.http.-";
  failed.verdict = Verdict::fail;
  failed.culprit = Culprit::sut;
  failed.deviations = {"response-without-rvi"};
  failed.story = {.requirement = "AR-06",
                  .sent = "M7",
                  .expected = "4004",
                  .got = "2000",
                  .where = "-",
                  .again = "plumbline run"};
  failed.assertions.push_back({.id = "A1",
                               .requirement = "AR-06",
                               .clause = "7.3.1",
                               .text = "expires",
                               .blame = Culprit::sut,
                               .expected = "4004",
                               .observed = "2000",
                               .message = 7});
  result.cases = {passed, failed};
  return result;
}

TEST(CampaignResult, SurvivesItsFileForm) {
  const auto back = campaign_from_json(to_json(sample()));

  ASSERT_TRUE(back.has_value()) << to_string(back.error());
  EXPECT_EQ(to_json(back.value()), to_json(sample()));
}

TEST(CampaignResult, TellsWhereBindingsDiffer) {
  CampaignResult result = sample();
  for (CaseResult& entry : result.cases) {
    entry.purpose = "AR-04-TEF-01";
    entry.variant = "-";
  }
  result.cases.back().binding = "coap";
  EXPECT_EQ(to_json(result).at("binding_differences").size(), 1U);
  result.cases.pop_back();
  EXPECT_TRUE(to_json(result).at("binding_differences").empty());
}

TEST(CampaignResult, CountsVerdictsAndExitsByThem) {
  CampaignResult result = sample();
  EXPECT_EQ(result.summary().fail, 1U);
  EXPECT_EQ(result.exit_code(), 1);

  result.cases.pop_back();
  result.planned = 1;
  EXPECT_EQ(result.exit_code(), 0);
}

TEST(CampaignResult, IsNeverGoodWhenPlannedCasesAreMissing) {
  CampaignResult result = sample();
  result.cases.pop_back();
  EXPECT_EQ(result.exit_code(), 1);
}

TEST(Catalogue, RefusesAnIdThatStandsTwice) {
  const Json entry{{"id", "AR-01"},
                   {"group", "AR"},
                   {"source", {{"document", "TR-0012"}, {"clause", "7.3.1"}}},
                   {"roles", {"AE-src"}},
                   {"level", "M"},
                   {"text", "…"}};
  const auto once = Catalogue::from_json({{"requirements", {entry}}});
  ASSERT_TRUE(once.has_value());
  EXPECT_NE(once.value().find("AR-01"), nullptr);
  EXPECT_EQ(once.value().find("AR-02"), nullptr);

  const auto twice = Catalogue::from_json({{"requirements", {entry, entry}}});
  ASSERT_FALSE(twice.has_value());
  EXPECT_NE(twice.error().detail.find("AR-01"), std::string::npos);
}

}  // namespace
}  // namespace plumbline::harness
