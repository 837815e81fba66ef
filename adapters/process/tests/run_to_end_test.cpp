#include "plumbline/adapters/process/child_process.hpp"

#include <gmock/gmock.h>

#include <csignal>

namespace plumbline::adapters::process {
namespace {

constexpr std::chrono::milliseconds kPatience{20000};

TEST(RunToEndTest, GivesTheExitStatus) {
  EXPECT_EQ(run_to_end({"sh", "-c", "exit 0"}, kPatience).value(), 0);
  EXPECT_EQ(run_to_end({"sh", "-c", "exit 7"}, kPatience).value(), 7);
}

TEST(RunToEndTest, TellsTheSignalThatEndedTheProgram) {
  EXPECT_EQ(run_to_end({"sh", "-c", "kill -TERM $$"}, kPatience).value(), 128 + SIGTERM);
}

TEST(RunToEndTest, RefusesAProgramThatIsNotThere) {
  EXPECT_EQ(run_to_end({"/no/such/program"}, kPatience).error().code, Errc::io);
}

TEST(RunToEndTest, EndsWhatTakesTooLongWithItsChildren) {
  const auto late = run_to_end({"sh", "-c", "sleep 1000 & wait"}, std::chrono::milliseconds{50});
  EXPECT_EQ(late.error().code, Errc::timed_out);
}

}  // namespace
}  // namespace plumbline::adapters::process
