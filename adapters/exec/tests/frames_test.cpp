#include "plumbline/adapters/exec/frames.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::exec {
namespace {

using ::testing::HasSubstr;

TEST(HarnessFrames, TellsTheThreeApart) {
  EXPECT_TRUE(std::holds_alternative<StartFrame>(
      parse_harness_frame(R"({"op":"start","protocol":1})").value()));
  EXPECT_TRUE(std::holds_alternative<StopFrame>(parse_harness_frame(R"({"op":"stop"})").value()));
  const auto frame = parse_harness_frame(R"({"seq":7,"op":"text/nfkc","in":{"text":"a"}})").value();
  const auto& request = std::get<RequestFrame>(frame);
  EXPECT_EQ(request.seq, 7);
  EXPECT_EQ(request.operation, "text/nfkc");
  EXPECT_EQ(request.input, Json({{"text", "a"}}));
}

struct BadFrame {
  const char* text;
  const char* names;
};

class BadHarnessFrames : public ::testing::TestWithParam<BadFrame> {};

TEST_P(BadHarnessFrames, AreRefusedNamingTheMember) {
  const auto frame = parse_harness_frame(GetParam().text);
  ASSERT_FALSE(frame);
  EXPECT_THAT(frame.error().detail, HasSubstr(GetParam().names));
}

INSTANTIATE_TEST_SUITE_P(Each,
                         BadHarnessFrames,
                         ::testing::Values(BadFrame{"[]", "object"},
                                           BadFrame{"{}", "op"},
                                           BadFrame{R"({"op":1})", "op"},
                                           BadFrame{R"({"op":"start"})", "protocol"},
                                           BadFrame{R"({"op":"stop","now":true})", "now"},
                                           BadFrame{R"({"op":"x","in":{}})", "seq"},
                                           BadFrame{R"({"op":"x","seq":-1,"in":{}})", "seq"},
                                           BadFrame{R"({"op":"x","seq":1,"in":[]})", "in"},
                                           BadFrame{R"({"op":"x","seq":1,"in":{},"seq":2})",
                                                    "seq"}));

TEST(Hello, RoundTrips) {
  const Hello hello{.name = "n", .version = "1", .language = "C++", .operations = {"text/nfkc"}};
  const auto read = parse_hello(json_text(to_json(hello)));
  ASSERT_TRUE(read);
  EXPECT_EQ(to_json(read.value()), to_json(hello));
}

TEST(Hello, OfAnotherProtocolIsUnsupported) {
  Json hello = to_json(Hello{});
  hello["protocol"] = 2;
  EXPECT_EQ(parse_hello(json_text(hello)).error().code, Errc::unsupported);
}

TEST(Answers, HaveExactlyOneOutcomeAndTheSeqOfTheRequest) {
  EXPECT_TRUE(parse_answer(R"({"seq":3,"out":{}})", 3));
  EXPECT_TRUE(parse_answer(R"({"seq":3,"unsupported":"why"})", 3));
  EXPECT_TRUE(parse_answer(R"({"seq":3,"error":{"code":"any","detail":""}})", 3));
  EXPECT_FALSE(parse_answer(R"({"seq":4,"out":{}})", 3));
  EXPECT_FALSE(parse_answer(R"({"seq":3})", 3));
  EXPECT_FALSE(parse_answer(R"({"seq":3,"out":{},"unsupported":"both"})", 3));
  EXPECT_FALSE(parse_answer(R"({"seq":3,"error":{}})", 3));
  EXPECT_FALSE(parse_answer("no json", 3));
}

}  // namespace
}  // namespace plumbline::adapters::exec
