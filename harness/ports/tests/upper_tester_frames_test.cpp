#include "plumbline/harness/upper_tester_frames.hpp"

#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

TEST(UpperTesterFrames, ReadWhatTheyWrite) {
  const UpperTesterCommand command{.command = "e2e.host", .argument = {{"content", "a\nb"}}};
  const auto read = parse_command_frame(to_frame(command)).value();
  EXPECT_EQ(read.command, command.command);
  EXPECT_EQ(read.argument, command.argument);

  const UpperTesterAnswer answer{.status = onem2m::Status::created, .output = {{"n", 1}}};
  const auto got = parse_answer_frame(to_frame(answer)).value();
  EXPECT_EQ(got.status, answer.status);
  EXPECT_EQ(got.output, answer.output);
}

TEST(UpperTesterFrames, LeaveOutWhatIsNothing) {
  EXPECT_EQ(to_frame(UpperTesterCommand{.command = "e2e.status", .argument = {}}),
            R"({"cmd":"e2e.status"})");
  EXPECT_EQ(parse_command_frame(R"({"cmd":"e2e.status"})").value().argument, Json::object());
  EXPECT_EQ(to_frame(UpperTesterAnswer{.status = onem2m::Status::ok, .output = {}}),
            R"({"rsc":2000})");
  EXPECT_EQ(parse_answer_frame(R"({"rsc":2000})").value().output, Json::object());
}

TEST(UpperTesterFrames, NameWhatIsWrong) {
  EXPECT_EQ(parse_command_frame(R"({"arg":{}})").error().detail, "command.cmd: is missing");
  EXPECT_FALSE(parse_command_frame(R"({"cmd":"a","arg":[]})"));
  EXPECT_FALSE(parse_command_frame(R"({"cmd":"a","extra":1})"));
  EXPECT_FALSE(parse_answer_frame(R"({"rsc":7000})"));
  EXPECT_FALSE(parse_answer_frame("no json"));
}

}  // namespace
}  // namespace plumbline::harness
