#include "reason.hpp"

#include "headline.hpp"
#include "sample.hpp"

#include <gmock/gmock.h>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using harness::Culprit;
using harness::Verdict;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Reasons, GatherCasesThatBreakTheSameAssertion) {
  const auto reasons = reasons_of(sample::mixed_campaign());

  EXPECT_THAT(reasons,
              ElementsAre(Field(&Reason::id, "AR-06-TEF-01/A2"),
                          Field(&Reason::id, "AR-10-HCSE-01/A2"),
                          Field(&Reason::id, "AR-14-AE-cli-01/A2"),
                          Field(&Reason::id, "DS-22-AE-cli-01"),
                          Field(&Reason::id, "AR-13-TEF-02/A1"),
                          Field(&Reason::id, "not-applicable")));
  EXPECT_THAT(reasons.front().cases, SizeIs(2));
  EXPECT_EQ(reasons.front().detail, "expected 4004, observed 2000");
}

TEST(Reasons, StandOnAPreconditionWhenInconclusive) {
  const auto reasons = reasons_of(sample::mixed_campaign());

  EXPECT_EQ(reasons.at(4).verdict, Verdict::inconclusive);
  EXPECT_EQ(reasons.at(4).culprit, Culprit::sut_configuration);
}

TEST(Reasons, TellDifferentErrorsOfOnePurposeApart) {
  CampaignResult result = sample::good_campaign();
  result.cases.resize(2);
  for (auto& entry : result.cases) {
    entry.verdict = Verdict::error;
    entry.purpose = "AR-01-AE-src-01";
    entry.reason = "broken " + entry.id;
  }

  EXPECT_THAT(
      reasons_of(result),
      ElementsAre(Field(&Reason::id, "AR-01-AE-src-01"), Field(&Reason::id, "AR-01-AE-src-01#2")));
}

TEST(Headline, SaysWhatIsWrong) {
  const Headline headline = headline_of(sample::mixed_campaign(), 5);

  EXPECT_EQ(headline.state, "fail");
  EXPECT_EQ(headline.words, "Does not conform");
  EXPECT_EQ(headline.sentence,
            "Of 21 applicable cases, 4 fail, 1 stays inconclusive and 1 ends in an error, for 5 "
            "reasons.");
}

TEST(Headline, ConformsOnlyWhenEveryPlannedCasePassed) {
  CampaignResult result = sample::good_campaign();
  EXPECT_EQ(headline_of(result, 0).words, "Conforms");
  EXPECT_EQ(headline_of(result, 0).sentence, "All 21 applicable cases pass.");

  result.planned += 1;
  EXPECT_EQ(headline_of(result, 0).words, "Stopped early");
  EXPECT_THAT(headline_of(result, 0).sentence, HasSubstr("22 of 23 planned cases"));
}

TEST(Headline, IsNeverGoodAboutNothing) {
  EXPECT_EQ(headline_of({}, 0).words, "Nothing was tested");

  CampaignResult result = sample::good_campaign();
  result.cases.front().verdict = Verdict::none;
  EXPECT_EQ(headline_of(result, 1).words, "Not shown to conform");
}

}  // namespace
}  // namespace plumbline::reports
