// Commands to an upper tester over the broker.

#include "plumbline/adapters/mqtt/upper_tester_topic.hpp"

#include "credentials.hpp"
#include "with_children.hpp"

namespace plumbline::adapters::mqtt::testing {
namespace {

using harness::UpperTesterAnswer;
using harness::UpperTesterCommand;
using ::testing::HasSubstr;
using Kind = UpperTesterTopic::Kind;

constexpr const char* kCommandTopic = "/plumbline/ut/req/tester/cse-a:Cae/7";

TEST(UpperTesterTopic, SurvivesTheWire) {
  const UpperTesterTopic topic{.tester = "/tester", .entity = "/cse-a/Cae", .number = "7"};
  EXPECT_EQ(make_topic(topic, "").value(), kCommandTopic);
  EXPECT_EQ(parse_upper_tester_topic(kCommandTopic, "").value(), topic);
  auto answer = topic;
  answer.kind = Kind::answer;
  EXPECT_EQ(make_topic(answer, "/lab").value(), "/lab/plumbline/ut/resp/tester/cse-a:Cae/7");
  EXPECT_EQ(parse_upper_tester_topic(make_topic(answer, "/lab").value(), "/lab").value(), answer);
}

TEST(UpperTesterTopic, NamesTheLevelThatIsWrong) {
  struct Case {
    const char* text;
    const char* says;
  };

  for (const auto& [text, says] : {
           Case{"", "no level plumbline"},
           Case{"/oneM2M/req/Cae/cse/json", R"("oneM2M" is not plumbline)"},
           Case{"/plumbline/ut/reg_req/a/b/1", R"(kind "reg_req")"},
           Case{"/plumbline/ut/req/a:b:c/b/1", R"(tester "a:b:c")"},
           Case{"/plumbline/ut/req/a", "no entity"},
           Case{"/plumbline/ut/req/a/b/", R"(number "")"},
           Case{"/plumbline/ut/req/a/b/1/2", "after the number"},
       }) {
    const auto topic = parse_upper_tester_topic(text, "");
    ASSERT_FALSE(topic) << text;
    EXPECT_THAT(topic.error().detail, HasSubstr(says)) << text;
  }
  EXPECT_EQ(make_topic({.tester = "/t", .entity = "10-a", .number = "1"}, "").error().code,
            Errc::invalid_value);
  EXPECT_EQ(make_topic({.tester = "/t", .entity = "/a", .number = "1/2"}, "").error().code,
            Errc::invalid_value);
}

class UpperTester : public WithChildren {
 protected:
  void SetUp() override { start_broker(); }

  /// An AE that says what it was told.
  [[nodiscard]] ListenOptions tested_ae() {
    auto options = cse("/cse-a/Cae");
    options.upper_tester = [this](const UpperTesterCommand& command, const auto& answer) {
      commands.push_back(command);
      answer({.status = Status::ok, .output = {{"did", command.command}}});
    };
    return options;
  }

  Result<UpperTesterAnswer> tell(harness::Client& client, milliseconds deadline = kPatience) {
    std::optional<Result<UpperTesterAnswer>> result;
    client.command({.command = "e2e.advance", .argument = {{"seconds", 5}}},
                   deadline,
                   [&](auto got) { result = std::move(got); });
    EXPECT_FALSE(result) << "called back from within the call";
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }, deadline + kPatience));
    return result.value_or(fail(Errc::timed_out, "no callback"));
  }

  std::vector<UpperTesterCommand> commands;
};

TEST_F(UpperTester, CarriesOutCommandsBesideRequests) {
  listen(tested_ae());
  const auto client = connect(ae("/tester", "/cse-a/Cae"));
  for (int i = 1; i <= 2; ++i) {  // the same command again is another one
    const auto answer = tell(*client);
    ASSERT_TRUE(answer) << to_string(answer.error());
    EXPECT_EQ(answer.value().status, Status::ok);
    EXPECT_EQ(answer.value().output, (Json{{"did", "e2e.advance"}}));
  }
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(commands.front().argument, (Json{{"seconds", 5}}));
  EXPECT_TRUE(served.empty());
  EXPECT_TRUE(exchange(*client, request_of("r1")));
  EXPECT_EQ(served.size(), 1U);
}

TEST_F(UpperTester, IsNotThereWithoutOne) {
  listen(cse("/cse-a/Cae"));
  EXPECT_EQ(tell(*connect(ae("/tester", "/cse-a/Cae")), kSilence).error().code, Errc::timed_out);
}

TEST_F(UpperTester, RefusesEndsWithoutATopic) {
  EXPECT_EQ(tell(*connect(ae("10-ae@a.example", "/cse-a/Cae"))).error().code, Errc::invalid_value);
}

TEST_F(UpperTester, SaysWhatIsWrongWithACommandOfAnyClient) {
  listen(tested_ae());
  std::string output;
  const auto subscriber = subscribe_with_mosquitto("/plumbline/ut/resp/tester/+/+", 2, output);
  publish_with_mosquitto(kCommandTopic, R"({"cmd":"a","more":1})");
  publish_with_mosquitto(kCommandTopic,
                         R"({"cmd":"e2e.status"})");  // the number again: the answer again
  ASSERT_TRUE(read_until(*subscriber, output, [](bool ended) { return ended; })) << output;
  EXPECT_THAT(output, HasSubstr(R"("rsc":4000)"));
  EXPECT_THAT(output, HasSubstr("more"));
  EXPECT_TRUE(commands.empty());
}

TEST_F(UpperTester, AnswersOnceAndDropsWhatNobodyWaitsFor) {
  std::function<void(UpperTesterAnswer)> later;
  auto options = cse("/cse-a/Cae");
  options.upper_tester = [&](const UpperTesterCommand& command, auto answer) {
    if (command.command == "wait") {
      later = std::move(answer);
    } else {
      answer({});
    }
  };
  listen(std::move(options));
  const auto client = connect(ae("/tester", "/cse-a/Cae"));
  EXPECT_TRUE(tell(*client));
  auto impatient = connect(ae("/tester", "/cse-a/Cae"));
  impatient->command({.command = "wait"}, kPatience, [](const auto&) { FAIL() << "has gone"; });
  ASSERT_TRUE(wait_until([&] { return later != nullptr; }));
  impatient.reset();
  later({});
  later({});
  EXPECT_TRUE(wait_for_note("dropped an answer: nobody waits"));
}

TEST_F(UpperTester, OfAnotherEntityIsOutOfReach) {
  broker.reset();
  start_broker({.keys = {{.identity = "10-ae@a.example", .key = key_of(1)},
                         {.identity = "10-t@a.example", .key = key_of(2)}},
                .entities = {{"10-ae@a.example", "/cse-a/Cae"}, {"10-t@a.example", "/tester"}}});
  auto tested = tested_ae();
  tested.port = broker->psk().port;
  tested.broker_tls = psk("10-ae@a.example", 1);
  listen(std::move(tested));
  auto options = ae("/tester", "/cse-a/Cae");
  options.address = broker->psk();
  options.tls = psk("10-t@a.example", 2);
  EXPECT_TRUE(tell(*connect(options)));
  options.entity_id = "/another";
  EXPECT_EQ(tell(*connect(options), kSilence).error().code, Errc::timed_out);
  EXPECT_EQ(commands.size(), 1U);
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
