#include "plumbline/adapters/upper_tester/ae_host.hpp"

#include "plumbline/crypto/random.hpp"

#include "loop_transport.hpp"

#include <gmock/gmock.h>

namespace plumbline::adapters::upper_tester {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr harness::milliseconds kLong{5000};

Json peer(const std::string& uri) {
  return {{"uri", uri},
          {"credential",
           {{"psk", {{"identity", "ae1"}, {"key", "000102030405060708090a0b0c0d0e0f"}}}}}};
}

Json configuration(const std::string& tef = "https://tef.example:8444") {
  Json with_name = peer(tef);
  with_name["fqdn"] = "tef.example";
  return {{"identity", "//sp.example/cse-a/Cae1"},
          {"cse", peer("https://cse.example:8443")},
          {"tef", with_name}};
}

class AeHostTest : public ::testing::Test {
 protected:
  AeHostTest() {
    transport_.peers["tef.example"] = [this](const auto& request) {
      requests_.push_back("tef " + request.to);
      auto response =
          onem2m::respond_with(request,
                               onem2m::Status::created,
                               {{"sec:skr", {{"rn", "id" + std::to_string(requests_.size())}}}});
      return response;
    };
    transport_.peers["cse.example"] = [this](const auto& request) {
      requests_.push_back("cse " + request.to);
      return onem2m::respond(request, onem2m::Status::created);
    };
  }

  void submit(const std::string& command, const Json& argument) {
    host_.submit({.command = command, .argument = argument},
                 [this](harness::UpperTesterAnswer a) { answers_.push_back(std::move(a)); });
  }

  void run(std::size_t answers) {
    ASSERT_TRUE(transport_.run_until([&] { return answers_.size() >= answers; }, kLong));
  }

  ManualClock clock_{TimePoint{}};
  crypto::SeededRandom random_{as_bytes("seed"), "ae host"};
  LoopTransport transport_;
  entities::Ae ae_{entities::Ports{.clock = clock_, .random = random_}};
  AeHost host_{transport_, ae_, {.waiting_commands = 3}};
  std::vector<harness::UpperTesterAnswer> answers_;
  std::vector<std::string> requests_;
};

TEST_F(AeHostTest, CarriesOutCommandsInOrder) {
  submit("e2e.configure", configuration());
  submit("e2e.host", {{"container", "c"}, {"payload", "1"}});
  submit("e2e.status", Json::object());
  run(3);
  EXPECT_EQ(answers_[0].output["outcome"], "configured");
  EXPECT_EQ(answers_[1].output["outcome"], "hosted") << answers_[1].output.dump();
  EXPECT_EQ(answers_[2].output["outcome"], "status");
  EXPECT_THAT(requests_, ElementsAre("tef -", "tef -", "cse -", "cse -/c"));
}

TEST_F(AeHostTest, ConnectsAsConfigured) {
  submit("e2e.configure", configuration());
  submit("e2e.host", {{"container", "c"}, {"payload", "1"}});
  run(2);
  ASSERT_THAT(transport_.connected, SizeIs(2));
  const auto& tls = transport_.connected[0].tls;
  ASSERT_TRUE(tls);
  EXPECT_EQ(std::get<harness::PskCredential>(tls->credential).identity, "ae1");
  EXPECT_EQ(tls->max_version, harness::TlsVersion::tls12);
}

TEST_F(AeHostTest, KeepsConnectionsUntilTheConfigurationChanges) {
  submit("e2e.configure", configuration());
  submit("e2e.host", {{"container", "c"}, {"payload", "1"}});
  submit("e2e.host", {{"container", "d"}, {"payload", "1"}});
  run(3);
  EXPECT_THAT(transport_.connected, SizeIs(2));
  submit("e2e.configure", configuration());
  submit("e2e.host", {{"container", "e"}, {"payload", "1"}});
  run(5);
  EXPECT_THAT(transport_.connected, SizeIs(4));
}

// DS-01: a key of the exporter comes from a session of its own.
TEST_F(AeHostTest, EndsTheConnectionWhereANewSessionIsAskedFor) {
  submit("e2e.configure", configuration());
  submit("e2e.host", {{"container", "c"}, {"payload", "1"}, {"key_source", "exporter"}});
  run(2);
  EXPECT_EQ(answers_[1].output["outcome"], "hosted") << answers_[1].output.dump();
  EXPECT_EQ(transport_.disconnects, 2);
}

TEST_F(AeHostTest, ReportsAnAddressThatIsNone) {
  submit("e2e.configure", configuration("https:tef"));
  submit("e2e.host", {{"container", "c"}, {"payload", "1"}});
  run(2);
  EXPECT_EQ(answers_[1].output["outcome"], "failed");
  EXPECT_EQ(answers_[1].output["reason"], "malformed");
}

TEST_F(AeHostTest, ReportsCredentialsThatDoNotFit) {
  transport_.refuse_to_connect = true;
  submit("e2e.configure", configuration());
  submit("e2e.host", {{"container", "c"}, {"payload", "1"}});
  run(2);
  EXPECT_EQ(answers_[1].output["reason"], "key_mismatch");
}

TEST_F(AeHostTest, AnswersFaultyCommands) {
  submit("e2e.host", {{"container", "c"}, {"payload", "1"}});
  submit("e2e.nothing", Json::object());
  submit("e2e.status", {{"extra", 1}});
  run(3);
  for (const auto& answer : answers_) {
    EXPECT_EQ(answer.status, onem2m::Status::bad_request);
    EXPECT_TRUE(answer.output.contains("m2m:dbg"));
  }
}

TEST_F(AeHostTest, RefusesCommandsBeyondTheBound) {
  for (int i = 0; i < 5; ++i) {
    submit("e2e.status", Json::object());
  }
  EXPECT_THAT(answers_, SizeIs(2));
  EXPECT_EQ(answers_[0].status, onem2m::Status::not_acceptable);
  run(5);
  EXPECT_EQ(answers_[4].status, onem2m::Status::ok);
}

TEST(AeHostLifeTest, TheHandlerIsHarmlessOnceTheHostIsGone) {
  ManualClock clock{TimePoint{}};
  crypto::SeededRandom random{as_bytes("seed"), "ae host"};
  LoopTransport transport;
  entities::Ae ae{entities::Ports{.clock = clock, .random = random}};
  auto host = std::make_unique<AeHost>(transport, ae);
  const harness::UpperTesterHandler handler = host->handler();
  int answers = 0;
  const auto count = [&](const harness::UpperTesterAnswer& /*answer*/) { ++answers; };
  handler({.command = "e2e.status", .argument = Json::object()}, count);
  host.reset();
  handler({.command = "e2e.status", .argument = Json::object()}, count);
  EXPECT_FALSE(transport.run_until([&] { return answers > 0; }, harness::milliseconds{50}));
}

}  // namespace
}  // namespace plumbline::adapters::upper_tester
