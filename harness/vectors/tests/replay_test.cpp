#include "plumbline/harness/replay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

using ::testing::HasSubstr;

std::vector<VectorFile> files() {
  VectorFile file;
  file.name = "f.json";
  file.operation = "op";
  file.groups.push_back(
      {.comment = "",
       .tests = {{.id = 1, .in = {{"a", 1}}, .out = Json{{"x", "1"}, {"y", "2"}}, .valid = true},
                 {.id = 2, .in = {{"a", 2}}, .valid = false, .errc = "malformed"}}});
  return {file};
}

/// Answers each test with what `first` and `second` hold.
ReplayReport replay_with(const Json& first, const Json& second, ReplayOptions options = {}) {
  return replay(
      files(),
      [&](const Json& request) -> Result<Json> {
        return request.at("in").at("a") == 1 ? first : second;
      },
      options);
}

const Json kRight{{"out", {{"x", "1"}, {"y", "2"}}}};
const Json kRefused{{"error", {{"code", "malformed"}, {"detail", ""}}}};

TEST(Replay, PassesRightAnswersAndRefusals) {
  EXPECT_EQ(replay_with(kRight, kRefused).count(VectorOutcome::pass), 2U);
}

TEST(Replay, NamesTheFirstMemberThatDiffers) {
  const auto report = replay_with({{"out", {{"x", "1"}, {"y", "3"}}}}, kRight);
  EXPECT_EQ(report.count(VectorOutcome::fail), 2U);
  EXPECT_THAT(report.results[0].detail, HasSubstr("out/y: expected \"2\", got \"3\""));
  EXPECT_THAT(report.results[1].detail, HasSubstr("accepted"));
}

TEST(Replay, SeesMissingAndAdditionalMembers) {
  EXPECT_EQ(replay_with({{"out", {{"x", "1"}}}}, kRefused).count(VectorOutcome::fail), 1U);
  EXPECT_EQ(replay_with({{"out", {{"x", "1"}, {"y", "2"}, {"z", ""}}}}, kRefused)
                .count(VectorOutcome::fail),
            1U);
}

TEST(Replay, ComparesCodesOnlyWhenAsked) {
  const Json other{{"error", {{"code", "no"}, {"detail", ""}}}};
  EXPECT_EQ(replay_with(kRight, other).count(VectorOutcome::pass), 2U);
  EXPECT_EQ(replay_with(kRight, other, {.same_codes = true}).count(VectorOutcome::fail), 1U);
}

TEST(Replay, NeverFailsWhatIsUnsupported) {
  const Json unsupported{{"unsupported", "not here"}};
  const auto report = replay_with(unsupported, unsupported);
  EXPECT_EQ(report.count(VectorOutcome::unsupported), 2U);
  EXPECT_EQ(to_json(report).at("results")[0].at("detail"), "not here");
}

TEST(Replay, FailsWhenTheCodecBreaksAndGoesOn) {
  const auto report =
      replay(files(), [](const Json&) -> Result<Json> { return fail(Errc::timed_out, "hang"); });
  EXPECT_EQ(report.count(VectorOutcome::fail), 2U);
}

TEST(Replay, PutsTheSelectedOnly) {
  const ReplayOptions options{
      .selected = [](const std::string& name) { return name == "f.json#2"; }};
  EXPECT_EQ(replay_with(kRight, kRefused, options).results.size(), 1U);
}

}  // namespace
}  // namespace plumbline::harness
