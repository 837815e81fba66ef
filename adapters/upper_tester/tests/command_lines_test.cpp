#include "plumbline/adapters/upper_tester/command_lines.hpp"

#include "loop_transport.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace plumbline::adapters::upper_tester {
namespace {

using ::testing::HasSubstr;

constexpr harness::milliseconds kShort{50};

/// Answers with the command's own argument; never to "silent".
harness::UpperTesterHandler echo() {
  return [](harness::UpperTesterCommand command, auto answer) {
    if (command.command != "silent") {
      answer({.status = onem2m::Status::ok, .output = std::move(command.argument)});
    }
  };
}

std::string serve(const std::string& input) {
  LoopTransport transport;
  std::istringstream in{input};
  std::ostringstream out;
  EXPECT_TRUE(serve_command_lines(transport, echo(), in, out, kShort));
  return out.str();
}

TEST(CommandLinesTest, OneAnswerALine) {
  EXPECT_EQ(serve("{\"cmd\":\"a\",\"arg\":{\"n\":1}}\n{\"cmd\":\"b\"}"),
            "{\"out\":{\"n\":1},\"rsc\":2000}\n{\"out\":{},\"rsc\":2000}\n");
}

TEST(CommandLinesTest, GoesOnAfterALineThatIsNoCommand) {
  const std::string out = serve("nonsense\n{\"cmd\":\"a\"}\n");
  EXPECT_THAT(out, HasSubstr("\"rsc\":4000"));
  EXPECT_THAT(out, HasSubstr("\"rsc\":2000"));
}

TEST(CommandLinesTest, ACommandWithoutEndIsAnsweredToo) {
  EXPECT_THAT(serve("{\"cmd\":\"silent\"}\n"), HasSubstr("\"rsc\":4008"));
}

TEST(CommandLinesTest, ALineBeyondTheBoundEndsTheService) {
  LoopTransport transport;
  std::istringstream in{std::string(harness::kMaxFrameOctets + 1, 'x')};
  std::ostringstream out;
  const auto served = serve_command_lines(transport, echo(), in, out, kShort);
  ASSERT_TRUE(served.has_error());
  EXPECT_EQ(served.error().code, Errc::too_large);
  EXPECT_THAT(out.str(), HasSubstr("\"rsc\":4000"));
}

TEST(CommandLinesTest, StopsWhenNobodyReads) {
  LoopTransport transport;
  std::istringstream in{"{\"cmd\":\"a\"}\n"};
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  const auto served = serve_command_lines(transport, echo(), in, out, kShort);
  ASSERT_TRUE(served.has_error());
  EXPECT_EQ(served.error().code, Errc::io);
}

TEST(CommandLinesTest, NamesWhatIsWrongInACommand) {
  for (const auto& [line, named] : {std::pair{R"({"arg":{}})", "cmd"},
                                    {R"({"cmd":7})", "cmd"},
                                    {R"({"cmd":"a","arg":[]})", "arg"},
                                    {R"({"cmd":"a","extra":1})", "extra"}}) {
    const auto command = harness::parse_command_frame(line);
    ASSERT_TRUE(command.has_error()) << line;
    EXPECT_THAT(command.error().detail, HasSubstr(named));
  }
}

TEST(CommandLinesTest, AnswersSurviveTheRoundTrip) {
  const harness::UpperTesterAnswer answer{.status = onem2m::Status::bad_request,
                                          .output = {{"m2m:dbg", "why"}}};
  const auto read = harness::parse_answer_frame(harness::to_frame(answer));
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().status, answer.status);
  EXPECT_EQ(read.value().output, answer.output);
  EXPECT_TRUE(harness::parse_answer_frame(R"({"out":{}})").has_error());
  EXPECT_TRUE(harness::parse_answer_frame(R"({"rsc":99})").has_error());
}

}  // namespace
}  // namespace plumbline::adapters::upper_tester
