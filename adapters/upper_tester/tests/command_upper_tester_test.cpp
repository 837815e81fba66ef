#include "plumbline/adapters/upper_tester/command_upper_tester.hpp"

#include "loop_transport.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <cstdio>
#include <optional>
#include <string>

namespace plumbline::adapters::upper_tester {
namespace {

using ::testing::HasSubstr;

constexpr harness::milliseconds kLong{10000};

class CommandUpperTesterTest : public ::testing::Test {
 protected:
  using Outcome = std::optional<Result<harness::UpperTesterAnswer>>;

  /// Starts a shell script as the program.
  std::unique_ptr<CommandUpperTester> start(const std::string& script,
                                            CommandUpperTesterOptions options = {}) {
    options.command = {"/bin/sh", "-c", script};
    auto started = CommandUpperTester::start(transport_, std::move(options));
    EXPECT_TRUE(started) << to_string(started.error());
    return std::move(started).value();
  }

  Result<harness::UpperTesterAnswer> ask(CommandUpperTester& tester,
                                         harness::milliseconds deadline = kLong) {
    Outcome outcome;
    tester.command({.command = "e2e.status", .argument = Json::object()},
                   deadline,
                   [&](Result<harness::UpperTesterAnswer> answer) { outcome = std::move(answer); });
    EXPECT_TRUE(transport_.run_until([&] { return outcome.has_value(); }, kLong));
    return outcome.value_or(fail(Errc::timed_out, "the callback was not called"));
  }

  LoopTransport transport_;
};

TEST_F(CommandUpperTesterTest, GetsTheAnswerToEachCommand) {
  const auto tester = start(
      R"(n=0; while read -r line; do n=$((n+1)); echo "{\"rsc\":2000,\"out\":{\"n\":$n}}"; done)");
  for (int n = 1; n <= 3; ++n) {
    const auto answer = ask(*tester);
    ASSERT_TRUE(answer) << to_string(answer.error());
    EXPECT_EQ(answer.value().output["n"], n);
  }
}

TEST_F(CommandUpperTesterTest, SendsTheCommandAsOneLine) {
  const auto tester = start(R"(read -r line; echo "$line" >&2; echo '{"rsc":2000}'; read -r end)");
  ASSERT_TRUE(ask(*tester));
  EXPECT_THAT(tester->log(), HasSubstr(R"("cmd":"e2e.status")"));
}

TEST_F(CommandUpperTesterTest, DropsAnAnswerThatComesTooLate) {
  const auto tester = start(
      R"(read -r a; read -r b; echo '{"rsc":2000,"out":{"n":1}}'; echo '{"rsc":2000,"out":{"n":2}}'; read -r end)");
  const auto late = ask(*tester, harness::milliseconds{30});
  ASSERT_TRUE(late.has_error());
  EXPECT_EQ(late.error().code, Errc::timed_out);
  const auto next = ask(*tester);
  ASSERT_TRUE(next) << to_string(next.error());
  EXPECT_EQ(next.value().output["n"], 2);
}

TEST_F(CommandUpperTesterTest, TellsThatTheProgramEnded) {
  const auto tester = start("read -r line; exit 3");
  for (int i = 0; i < 2; ++i) {
    const auto answer = ask(*tester);
    ASSERT_TRUE(answer.has_error());
    EXPECT_EQ(answer.error().code, Errc::io);
  }
}

TEST_F(CommandUpperTesterTest, RefusesALineThatIsNoAnswer) {
  const auto tester = start("while read -r line; do echo nonsense; done");
  const auto answer = ask(*tester);
  ASSERT_TRUE(answer.has_error());
  EXPECT_EQ(answer.error().code, Errc::malformed);
}

TEST_F(CommandUpperTesterTest, RefusesALineBeyondTheBound) {
  CommandUpperTesterOptions options;
  options.line_octets = 1000;
  const auto tester = start("read -r line; while :; do printf xxxxxxxxxx; done", options);
  const auto answer = ask(*tester);
  ASSERT_TRUE(answer.has_error());
  EXPECT_EQ(answer.error().code, Errc::too_large);
}

TEST_F(CommandUpperTesterTest, KeepsTheEndOfALongLog) {
  CommandUpperTesterOptions options;
  options.log_octets = 10;
  const auto tester =
      start("read -r line; echo 0123456789abcdef >&2; echo '{\"rsc\":2000}'; read -r end", options);
  ASSERT_TRUE(ask(*tester));
  EXPECT_EQ(tester->log(), "789abcdef\n");
}

TEST_F(CommandUpperTesterTest, KillsAProgramThatDoesNotEnd) {
  CommandUpperTesterOptions options;
  options.grace = harness::milliseconds{50};
  auto tester = start(
      R"(trap '' TERM HUP PIPE; read -r line; echo "{\"rsc\":2000,\"out\":{\"pid\":$$}}"; while :; do sleep 1000; done)",
      options);
  const auto answer = ask(*tester);
  ASSERT_TRUE(answer) << to_string(answer.error());
  const auto pid = answer.value().output["pid"].get<pid_t>();
  tester.reset();
  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST_F(CommandUpperTesterTest, WorksInTheDirectoryThatWasAskedFor) {
  CommandUpperTesterOptions options;
  options.working_directory = "/";
  const auto tester = start(
      R"(read -r line; echo "{\"rsc\":2000,\"out\":{\"at\":\"$(pwd)\"}}"; read -r end)", options);
  const auto answer = ask(*tester);
  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_EQ(answer.value().output["at"], "/");
}

TEST_F(CommandUpperTesterTest, SaysWhenThereIsNoProgram) {
  EXPECT_EQ(CommandUpperTester::start(transport_, {}).error().code, Errc::invalid_value);
  CommandUpperTesterOptions options;
  options.command = {"/no/such/program"};
  EXPECT_EQ(CommandUpperTester::start(transport_, options).error().code, Errc::io);
}

}  // namespace
}  // namespace plumbline::adapters::upper_tester
