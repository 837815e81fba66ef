#include "plumbline/adapters/exec/codec_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace plumbline::adapters::exec {
namespace {

Result<Json> echo(const Json& request) {
  return Json{{"seq", request.at("seq")}, {"out", request.at("in")}};
}

struct Served {
  std::vector<Json> answers;
  bool whole = false;
};

Served serve(const std::string& input) {
  std::istringstream in{input};
  std::ostringstream out;
  Served served;
  served.whole = serve_codec_lines(echo, {.name = "echo"}, in, out).has_value();
  std::istringstream lines{out.str()};
  for (std::string line; std::getline(lines, line);) {
    served.answers.push_back(parse_json(line).value());
  }
  return served;
}

TEST(CodecLines, AnswersInOrderUntilStop) {
  const auto served = serve(
      "{\"op\":\"start\",\"protocol\":1}\n{\"seq\":1,\"op\":\"x\",\"in\":{\"a\":1}}\n"
      "{\"op\":\"stop\"}\n{\"seq\":2,\"op\":\"x\",\"in\":{}}\n");
  ASSERT_EQ(served.answers.size(), 2U);
  EXPECT_EQ(served.answers[0].at("implementation").at("name"), "echo");
  EXPECT_EQ(served.answers[1], Json({{"seq", 1}, {"out", {{"a", 1}}}}));
  EXPECT_TRUE(served.whole);
}

TEST(CodecLines, GoesOnAfterALineThatIsNoFrame) {
  const auto served = serve("garbage\n{\"seq\":1,\"op\":\"x\",\"in\":{}}");
  ASSERT_EQ(served.answers.size(), 2U);
  EXPECT_EQ(served.answers[0].at("error").at("code"), "malformed");
  EXPECT_EQ(served.answers[1].at("seq"), 1);
}

TEST(CodecLines, RefusesAnotherProtocol) {
  EXPECT_EQ(serve("{\"op\":\"start\",\"protocol\":2}\n").answers[0].at("error").at("code"),
            "unsupported");
}

TEST(CodecLines, EndsAtALineBeyondTheBound) {
  const auto served = serve(std::string(kMaxLineOctets + 1, 'x') + "\n");
  ASSERT_EQ(served.answers.size(), 1U);
  EXPECT_EQ(served.answers[0].at("error").at("code"), "too_large");
  EXPECT_FALSE(served.whole);
}

}  // namespace
}  // namespace plumbline::adapters::exec
