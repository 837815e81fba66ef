#include "plumbline/harness/differential.hpp"

#include "plumbline/harness/generator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>

namespace plumbline::harness {
namespace {

/// Octets of a small generator: the room knows no cryptography.
class CountingRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& octet : out) {
      state_ = state_ * 1664525U + 1013904223U;
      octet = static_cast<std::uint8_t>(state_ >> 24U);
    }
  }

 private:
  std::uint32_t state_ = 1;
};

std::vector<VectorFile> files() {
  VectorFile file;
  file.operation = "op";
  file.groups.push_back(
      {.comment = "",
       .tests = {{.id = 1,
                  .in = {{"text", "0123456789"}, {"list", {1, 2, 3}}, {"extra", {{"a", true}}}},
                  .valid = true},
                 {.id = 2, .in = {{"text", "abcdef"}, {"list", Json::array()}}, .valid = true}}});
  return {file};
}

Json echo(const Json& request) {
  return {{"seq", request.at("seq")}, {"out", request.at("in")}};
}

Codec right() {
  return [](const Json& request) -> Result<Json> { return echo(request); };
}

DifferentialReport differ_from(Codec other, DifferentialOptions options = {}) {
  CountingRandom random;
  return differ(files(), {{"right", right()}, {"other", std::move(other)}}, random, options);
}

TEST(InputGenerator, MakesManyInputsThatAreAlikeInEachRun) {
  const auto known = files();
  CountingRandom one;
  CountingRandom two;
  InputGenerator first{known.front(), one};
  InputGenerator second{known.front(), two};
  std::vector<Json> made;
  for (int i = 0; i < 100; ++i) {
    made.push_back(first.next());
    EXPECT_EQ(made.back(), second.next());
  }
  std::ranges::sort(made);
  EXPECT_GT(std::ranges::unique(made).begin() - made.begin(), 30);
}

TEST(Differ, FindsNothingBetweenCodecsThatAgree) {
  const auto report = differ_from(right());
  EXPECT_EQ(report.inputs, 200U);
  EXPECT_TRUE(report.differences.empty());
}

TEST(Differ, ShrinksAnInputToWhatMatters) {
  const auto report = differ_from([](const Json& request) -> Result<Json> {
    Json answer = echo(request);
    if (text_at(request.at("in"), "text").size() > 3) {
      answer.at("out")["more"] = true;
    }
    return answer;
  });
  ASSERT_EQ(report.differences.size(), 1U);
  const Json& input = report.differences.front().input;
  ASSERT_EQ(input.size(), 1U) << input.dump();
  EXPECT_LT(input.at("text").get_ref<const std::string&>().size(), 8U);
  EXPECT_TRUE(report.differences.front().answers[1].at("out").contains("more"));
}

TEST(Differ, TellsARefusalFromAnOutputAndOneCodeFromAnother) {
  const auto refusing = [](const char* code) {
    return [code](const Json& /*request*/) -> Result<Json> {
      return Json{{"error", {{"code", code}, {"detail", ""}}}};
    };
  };
  EXPECT_EQ(differ_from(refusing("malformed")).differences.size(), 1U);
  CountingRandom random;
  const std::vector<NamedCodec> both{{"a", refusing("malformed")}, {"b", refusing("no")}};
  EXPECT_TRUE(differ(files(), both, random).differences.empty());
  EXPECT_EQ(differ(files(), both, random, {.same_codes = true}).differences.size(), 1U);
}

TEST(Differ, LetsARandomizedOperationBe) {
  int count = 0;
  const auto randomized = [&count](const Json& /*request*/) -> Result<Json> {
    return Json{{"out", ++count}};
  };
  CountingRandom random;
  EXPECT_TRUE(differ(files(), {{"a", randomized}, {"b", randomized}}, random).differences.empty());
}

TEST(Differ, CountsWhatACodecDoesNotHave) {
  const auto report = differ_from(
      [](const Json& /*request*/) -> Result<Json> { return Json{{"unsupported", "no"}}; });
  EXPECT_EQ(report.unsupported, report.inputs);
  EXPECT_TRUE(report.differences.empty());
}

TEST(Differ, TellsACodecThatBrokeFromOneThatRefuses) {
  CountingRandom random;
  const std::vector<NamedCodec> codecs{
      {"refuses",
       [](const Json& /*request*/) -> Result<Json> { return Json{{"error", Json::object()}}; }},
      {"breaks", [](const Json& /*request*/) -> Result<Json> { return fail(Errc::io, "ended"); }}};
  const auto report = differ(files(), codecs, random);
  ASSERT_EQ(report.differences.size(), 1U);
  EXPECT_THAT(report.differences.front().answers[1].dump(), ::testing::HasSubstr("ended"));
}

TEST(Differ, AsksForSelectedOperationsOnly) {
  DifferentialOptions options;
  options.selected = [](const std::string& operation) { return operation != "op"; };
  EXPECT_EQ(differ_from(right(), options).inputs, 0U);
}

TEST(Differ, ReportsEachAnswerUnderTheNameOfItsCodec) {
  CountingRandom random;
  const std::vector<NamedCodec> codecs{{"a", right()},
                                       {"b", [](const Json& /*request*/) -> Result<Json> {
                                          return Json{{"error", {{"code", "no"}}}};
                                        }}};
  const Json json = to_json(differ(files(), codecs, random), codecs);
  EXPECT_EQ(json.at("inputs"), 200);
  EXPECT_EQ(json.at("differences").at(0).at("operation"), "op");
  EXPECT_TRUE(json.at("differences").at(0).at("answers").contains("b"));
}

}  // namespace
}  // namespace plumbline::harness
