#include "ae_world.hpp"

namespace plumbline::entities::ae {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class AeTest : public AeWorld {
 protected:
  Json refusal_of(const std::string& command, const Json& argument) {
    const AeFinished finished = run(*originator_, command, argument);
    EXPECT_EQ(finished.status, onem2m::Status::bad_request) << finished.output.dump();
    return finished.output.value("m2m:dbg", "");
  }
};

TEST_F(AeTest, RefusesWhatIsNoCommand) {
  EXPECT_THAT(refusal_of("e2e.dance", Json::object()), HasSubstr("unknown command"));
  EXPECT_THAT(refusal_of("e2e.host", {{"payload", "1"}}), HasSubstr("container"));
  EXPECT_THAT(refusal_of("e2e.fetch", {{"address", ""}}), HasSubstr("address"));
  EXPECT_THAT(refusal_of("e2e.fetch", {{"address", "-"}, {"x", 1}}), HasSubstr("x"));
  EXPECT_THAT(refusal_of("e2e.register", {{"x", 1}}), HasSubstr("x"));
  EXPECT_THAT(refusal_of("e2e.status", {{"x", 1}}), HasSubstr("x"));
  EXPECT_THAT(refusal_of("e2e.advance", {{"seconds", -1}}), HasSubstr("seconds"));
  EXPECT_THAT(refusal_of("e2e.status", Json::array()), HasSubstr("arg"));
}

TEST_F(AeTest, NeedsAConfigurationFirst) {
  ASSERT_EQ(run(*originator_, "e2e.reset", Json::object()).output["outcome"], "reset");
  EXPECT_EQ(originator_->configuration(), nullptr);
  EXPECT_THAT(refusal_of("e2e.host", shared()), HasSubstr("e2e.configure"));
}

TEST_F(AeTest, AFaultyConfigurationChangesNothing) {
  const unsigned before = originator_->generation();
  Json configuration = configuration_of(kAe1);
  configuration["tef"]["credential"]["psk"]["key"] = "00";
  EXPECT_THAT(refusal_of("e2e.configure", configuration), HasSubstr("key"));
  EXPECT_EQ(originator_->generation(), before);
  EXPECT_NE(originator_->configuration(), nullptr);
}

TEST_F(AeTest, TheClockGoesForward) {
  EXPECT_EQ(run(*client_, "e2e.advance", {{"seconds", 3600}}).output["now"], "20240131T130000");
  EXPECT_EQ(run(*client_, "e2e.status", Json::object()).output["now"], "20240131T130000");
  run(*client_, "e2e.reset", Json::object());
  EXPECT_EQ(run(*client_, "e2e.status", Json::object()).output["now"], "20240131T120000");
}

TEST_F(AeTest, StatusListsCredentialsWithoutTheirKeys) {
  ASSERT_EQ(round_trip(Json::object())["outcome"], "accepted");
  const Json status = run(*client_, "e2e.status", Json::object()).output;
  EXPECT_EQ(status["configured"], true);
  ASSERT_THAT(status["credentials"], SizeIs(2));
  for (const Json& credential : status["credentials"]) {
    EXPECT_EQ(credential.size(), 4U) << credential.dump();
    EXPECT_EQ(credential["level"], "keys");
    EXPECT_EQ(credential["expires"], "20240201T120000");
  }
}

TEST_F(AeTest, RegistersItself) {
  const Json output = run(*client_, "e2e.register", {{"resource_name", "ae2"}}).output;
  ASSERT_EQ(output["outcome"], "registered") << output.dump();
  EXPECT_THAT(output["aei"].get<std::string>(), HasSubstr("Cae2"));
}

TEST_F(AeTest, ReportsARefusedRegistration) {
  tamper_ = [](Exchange& exchange) {
    exchange.response = onem2m::respond(exchange.request, onem2m::Status::conflict, "why");
  };
  const Json output = run(*client_, "e2e.register", Json::object()).output;
  EXPECT_EQ(output["outcome"], "failed");
  EXPECT_EQ(output["reason"], "conflict");
  EXPECT_THAT(output["detail"].get<std::string>(), HasSubstr("why"));
}

}  // namespace
}  // namespace plumbline::entities::ae
