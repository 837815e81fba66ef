#include "plumbline/adapters/exec/exec_codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::exec {
namespace {

const char* const kHello =
    R"(read l; echo '{"protocol":1,"implementation":{"name":"s","version":"1","language":"sh"},)"
    R"("operations":[]}'; )";

/// A codec that says hello and then behaves as the shell text says.
Result<std::unique_ptr<ExecCodec>> shell(const std::string& then) {
  return ExecCodec::start({.command = {"/bin/sh", "-c", kHello + then},
                           .deadline = std::chrono::milliseconds{500},
                           .grace = std::chrono::milliseconds{0},
                           .line_octets = 4096});
}

Errc outcome(ExecCodec& codec) {
  return codec.ask({{"seq", 1}, {"op", "x"}, {"in", Json::object()}}).error().code;
}

TEST(ExecCodec, CarriesFramesBothWays) {
  const auto codec =
      shell(R"(echo log >&2; while read l; do echo '{"seq":1,"out":{"ok":true}}'; done)").value();
  EXPECT_EQ(codec->hello().language, "sh");
  for (int i = 0; i < 3; ++i) {
    const auto answer = codec->ask({{"seq", 1}, {"op", "x"}, {"in", Json::object()}});
    ASSERT_TRUE(answer) << to_string(answer.error());
    EXPECT_EQ(answer.value().at("out"), Json({{"ok", true}}));
  }
  EXPECT_EQ(codec->log(), "log\n");
}

TEST(ExecCodec, SurvivesAHang) {
  const auto codec = shell("read l; exec sleep 60").value();
  EXPECT_EQ(outcome(*codec), Errc::timed_out);
}

TEST(ExecCodec, SurvivesACrash) {
  const auto codec = shell("read l; kill -SEGV $$").value();
  EXPECT_EQ(outcome(*codec), Errc::io);
}

TEST(ExecCodec, SurvivesGarbage) {
  const auto codec = shell("read l; echo garbage; sleep 60").value();
  EXPECT_EQ(outcome(*codec), Errc::malformed);
}

TEST(ExecCodec, SurvivesAnEndlessLine) {
  const auto codec = shell("read l; exec cat /dev/zero").value();
  EXPECT_EQ(outcome(*codec), Errc::too_large);
}

TEST(ExecCodec, DoesNotTakeTheAnswerToAnotherRequest) {
  const auto codec = shell(R"(read l; echo '{"seq":2,"out":{}}'; sleep 60)").value();
  EXPECT_EQ(outcome(*codec), Errc::invalid_value);
}

TEST(ExecCodec, IsStartedAfreshAndGivenUpInTheEnd) {
  const auto codec = shell(R"(read l; echo "again" >&2; exit 1)").value();
  for (int i = 0; i < ExecCodec::kMaxBreaks; ++i) {
    EXPECT_EQ(outcome(*codec), Errc::io);
  }
  const auto given_up = codec->ask({{"seq", 1}, {"op", "x"}, {"in", Json::object()}});
  EXPECT_THAT(given_up.error().detail, ::testing::HasSubstr("given up"));
}

TEST(ExecCodec, NeedsAProgramThatStartsAndSaysHello) {
  EXPECT_EQ(ExecCodec::start({}).error().code, Errc::invalid_value);
  EXPECT_EQ(ExecCodec::start({.command = {"/nonexistent/codec"}}).error().code, Errc::io);
  EXPECT_EQ(ExecCodec::start({.command = {"/bin/true"}}).error().code, Errc::io);
  EXPECT_EQ(
      ExecCodec::start({.command = {"/bin/sh", "-c", "read l; echo hello; read l"}}).error().code,
      Errc::malformed);
}

}  // namespace
}  // namespace plumbline::adapters::exec
