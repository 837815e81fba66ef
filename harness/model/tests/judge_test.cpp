#include "plumbline/harness/judge.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plumbline::harness {
namespace {

Purpose purpose_judged_by(std::function<void(Judge&)> judge) {
  Purpose purpose;
  purpose.id = "AR-13-TEF-01";
  purpose.assertions = {{.id = "A1",
                         .kind = AssertionKind::precondition,
                         .requirement = "AR-13",
                         .clause = "7.3.1",
                         .text = "The authorized client is served",
                         .blame = Culprit::sut_configuration},
                        {.id = "A2",
                         .kind = AssertionKind::primary,
                         .requirement = "AR-13",
                         .clause = "7.3.1",
                         .text = "The outsider is not served"}};
  purpose.judge = std::move(judge);
  return purpose;
}

Evidence evidence_with(int twin, int negative) {
  Evidence evidence;
  const auto add = [&](const std::string& label, int rsc) {
    Message request;
    request.number = static_cast<int>(evidence.messages.size()) + 1;
    request.kind = MessageKind::request;
    request.label = label;
    evidence.messages.push_back(request);
    if (rsc != 0) {
      Message response;
      response.number = request.number + 1;
      response.kind = MessageKind::response;
      response.label = label;
      response.answers = request.number;
      response.primitive = {{"rsc", rsc}};
      evidence.messages.push_back(response);
    }
  };
  add("twin", twin);
  add("negative", negative);
  return evidence;
}

void usual_judge(Judge& judge) {
  judge.expect_status("A1", "twin", {2000});
  judge.expect_refused("A2", "negative");
}

TEST(Judgement, PassesWhenEveryAssertionHolds) {
  const Judgement result = judge(purpose_judged_by(usual_judge), evidence_with(2000, 4103));

  EXPECT_EQ(result.verdict, Verdict::pass);
  EXPECT_EQ(result.culprit, Culprit::none);
  ASSERT_EQ(result.assertions.size(), 2U);
  EXPECT_EQ(result.assertions[1].observed, "4103");
}

TEST(Judgement, FailsAndBlamesTheSutWhenAPrimaryAssertionFails) {
  const Judgement result = judge(purpose_judged_by(usual_judge), evidence_with(2000, 2000));

  EXPECT_EQ(result.verdict, Verdict::fail);
  EXPECT_EQ(result.culprit, Culprit::sut);
}

TEST(Judgement, SaysWhatIsWrongWithAnAnswerThatDoesNotParse) {
  Evidence evidence = evidence_with(0, 4103);
  Message octets;  // as a tap shows an answer that it cannot read, and then says why
  octets.kind = MessageKind::response;
  octets.label = "twin";
  evidence.messages.push_back(octets);
  octets.kind = MessageKind::event;
  octets.text = "an answer that does not parse: rsc: is missing";
  evidence.messages.push_back(octets);

  const Judgement result = judge(purpose_judged_by(usual_judge), evidence);

  EXPECT_EQ(result.assertions[0].observed, "an answer that does not parse: rsc: is missing");
}

TEST(Judgement, LeavesOutOfAFailureWhatDiffersBetweenRuns) {
  Evidence evidence = evidence_with(0, 4103);
  Message event;
  event.kind = MessageKind::event;
  event.label = "twin";
  event.text = "connection refused or closed: 127.0.0.1:40001";
  evidence.messages.push_back(event);

  const Judgement result = judge(purpose_judged_by(usual_judge), evidence);

  EXPECT_EQ(result.assertions[0].observed, "connection refused or closed");
}

TEST(Judgement, IsAnErrorOfTheTesterWhenTheTesterBrokeWhateverElseWasRecorded) {
  Evidence evidence = evidence_with(2000, 4103);
  evidence.broken = "no memory";

  const Judgement result = judge(purpose_judged_by(usual_judge), evidence);

  EXPECT_EQ(result.verdict, Verdict::error);
  EXPECT_EQ(result.culprit, Culprit::tester);
  EXPECT_EQ(result.reason, "no memory");
}

TEST(Judgement, ConcludesNothingWhenThePreambleWasRefused) {
  Evidence evidence = evidence_with(2000, 2000);
  evidence.observations.push_back({.name = std::string{kPreambleRefused},
                                   .value = "\"container\" was refused: 4103",
                                   .phase = Phase::preamble,
                                   .message = 2});

  const Judgement result = judge(purpose_judged_by(usual_judge), evidence);

  EXPECT_EQ(result.verdict, Verdict::inconclusive);
  EXPECT_EQ(result.culprit, Culprit::sut_configuration);
  EXPECT_EQ(result.reason, "\"container\" was refused: 4103");
}

TEST(Judgement, ConcludesNothingWhenTheTwinIsRefused) {
  const Judgement result = judge(purpose_judged_by(usual_judge), evidence_with(4103, 4103));

  EXPECT_EQ(result.verdict, Verdict::inconclusive);
  EXPECT_EQ(result.culprit, Culprit::sut_configuration);
  EXPECT_NE(result.reason.find("4103"), std::string::npos);
}

TEST(Judgement, SilenceOfTheSutFailsOnlyWithAnAnsweredTwin) {
  EXPECT_EQ(judge(purpose_judged_by(usual_judge), evidence_with(2000, 0)).verdict, Verdict::fail);
  EXPECT_EQ(judge(purpose_judged_by(usual_judge), evidence_with(0, 0)).verdict,
            Verdict::inconclusive);
}

TEST(Judgement, AnUnsaidAssertionIsAnErrorOfTheTester) {
  const Judgement result =
      judge(purpose_judged_by([](Judge& view) { view.expect_status("A1", "twin", {2000}); }),
            evidence_with(2000, 4103));

  EXPECT_EQ(result.verdict, Verdict::error);
  EXPECT_EQ(result.culprit, Culprit::tester);
  EXPECT_NE(result.reason.find("A2"), std::string::npos);
}

TEST(Judgement, AThrowingOrUndeclaredAssertionIsAnErrorOfTheTester) {
  EXPECT_EQ(judge(purpose_judged_by([](Judge&) { throw std::runtime_error{"broken"}; }),
                  evidence_with(2000, 4103))
                .verdict,
            Verdict::error);
  EXPECT_EQ(judge(purpose_judged_by([](Judge& view) { view.check("A9", true, "", ""); }),
                  evidence_with(2000, 4103))
                .verdict,
            Verdict::error);
}

}  // namespace
}  // namespace plumbline::harness
