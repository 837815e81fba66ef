#include "upper_tester.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::http {
namespace {

using testing::HasSubstr;

const harness::Address kAddress{.scheme = "http", .host = "127.0.0.1", .port = 80, .path = ""};

Request command_request(std::string body) {
  Request request;
  request.method = "POST";
  request.target = "/__ut__";
  request.body = std::move(body);
  return request;
}

TEST(UpperTester, CommandSurvivesTheWayThereAndBack) {
  const harness::UpperTesterCommand command{.command = "e2e.host", .argument = {{"to", "cse/cnt"}}};
  const auto request = encode_command(command, kAddress);
  EXPECT_TRUE(is_upper_tester_request(request));
  EXPECT_EQ(request.body, R"({"arg":{"to":"cse/cnt"},"cmd":"e2e.host"})");
  const auto back = decode_command(request);
  ASSERT_TRUE(back);
  EXPECT_EQ(back.value().command, command.command);
  EXPECT_EQ(back.value().argument, command.argument);
}

TEST(UpperTester, AnswerSurvivesTheWayThereAndBack) {
  const harness::UpperTesterAnswer answer{.status = onem2m::Status::bad_request,
                                          .output = {{"why", "unknown command"}}};
  const auto response = encode_answer(command_request("{}"), answer);
  EXPECT_EQ(response.status, 400U);
  EXPECT_EQ(*find_field(response.fields, "X-M2M-RSC"), "4000");
  EXPECT_EQ(find_field(response.fields, "X-M2M-UTRSP"), nullptr);
  const auto back = decode_answer(response);
  ASSERT_TRUE(back);
  EXPECT_EQ(back.value().status, answer.status);
  EXPECT_EQ(back.value().output, answer.output);
}

TEST(UpperTester, TakesAndAnswersTheHeaderForm) {
  auto request = command_request("");
  request.fields = {{.name = "X-M2M-UTCMD", .value = R"(e2e.advance {"ms":5})"}};
  const auto command = decode_command(request);
  ASSERT_TRUE(command);
  EXPECT_EQ(command.value().command, "e2e.advance");
  EXPECT_EQ(command.value().argument, (Json{{"ms", 5}}));
  const auto response =
      encode_answer(request, {.status = onem2m::Status::ok, .output = "line\nbreak \xC3\xA9"});
  EXPECT_EQ(*find_field(response.fields, "X-M2M-UTRSP"), R"("line\nbreak \u00e9")");
}

TEST(UpperTester, TakesACommandWithoutArgument) {
  auto request = command_request("");
  request.fields = {{.name = "X-M2M-UTCMD", .value = "Status"}};
  EXPECT_EQ(decode_command(request).value().command, "Status");
  EXPECT_TRUE(decode_command(command_request(R"({"cmd":"Reset"})")).value().argument.empty());
}

struct RefusedCommand {
  const char* body;
  const char* named;
};

class RefusedCommands : public testing::TestWithParam<RefusedCommand> {};

TEST_P(RefusedCommands, NameTheMember) {
  const auto command = decode_command(command_request(GetParam().body));
  ASSERT_FALSE(command);
  EXPECT_EQ(command.error().status, onem2m::Status::bad_request);
  EXPECT_THAT(command.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(UpperTester,
                         RefusedCommands,
                         testing::Values(RefusedCommand{R"({"arg":1})", "cmd"},
                                         RefusedCommand{R"({"cmd":1})", "cmd"},
                                         RefusedCommand{R"({"cmd":"x","more":1})", "more"}));

TEST(UpperTester, RefusesBrokenJson) {
  EXPECT_FALSE(decode_command(command_request("{")));
  auto request = command_request("");
  request.fields = {{.name = "X-M2M-UTCMD", .value = "e2e.advance {"}};
  ASSERT_FALSE(decode_command(request));
  EXPECT_THAT(decode_command(request).error().detail, HasSubstr("X-M2M-UTCMD"));
}

TEST(UpperTester, RefusesAnotherMethod) {
  auto request = command_request("{}");
  request.method = "GET";
  const auto command = decode_command(request);
  ASSERT_FALSE(command);
  EXPECT_EQ(command.error().http, 405U);
}

TEST(UpperTester, RefusesAnAnswerOfAnotherForm) {
  Response response;
  for (const auto* const body : {"", "[]", R"({"rsc":"2000"})", R"({"rsc":7})", R"({"out":1})"}) {
    response.body = body;
    EXPECT_FALSE(decode_answer(response)) << body;
  }
}

}  // namespace
}  // namespace plumbline::adapters::http
