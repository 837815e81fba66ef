#include "ae_world.hpp"

#include <set>

namespace plumbline::entities::ae {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class HostProcedureTest : public AeWorld {
 protected:
  /// The protected header of a compact object.
  static Json header_of(const std::string& object) {
    const auto octets = from_base64url(object.substr(0, object.find('.')));
    EXPECT_TRUE(octets) << object;
    return Json::parse(as_text(octets.value()));
  }

  Json header_of_instance(std::size_t index) {
    return header_of(created(AePeer::cse, "m2m:cin").at(index).at("con").get<std::string>());
  }
};

// AR-01, TR-0012 clause 7.3.1 step 1c
TEST_F(HostProcedureTest, PlaintextNeverReachesTheHostingCse) {
  const Json hosted = host(shared({{"payload", "the secret of the sea"}}));
  ASSERT_EQ(hosted.value("outcome", ""), "hosted") << hosted.dump();
  for (const auto& request : requests_to(AePeer::cse)) {
    EXPECT_THAT(request.content->dump(), Not(HasSubstr("secret of the sea")));
    EXPECT_THAT(request.content->dump(), Not(HasSubstr(to_base64(as_bytes("the secret of the")))));
  }
}

// TR-0012 clause 7.3.1: registration, then hosting.
TEST_F(HostProcedureTest, RegistersBeforeItHosts) {
  ASSERT_EQ(host(shared()).value("outcome", ""), "hosted");
  std::vector<AePeer> order;
  for (const Exchange& exchange : record_) {
    order.push_back(exchange.peer);
  }
  const std::vector<AePeer> expected{
      AePeer::tef, AePeer::tef, AePeer::cse, AePeer::cse, AePeer::cse};
  EXPECT_EQ(order, expected);
}

// AR-09, DS-25, DS-26: the ids that the TEF gave travel with the data, one for each key.
TEST_F(HostProcedureTest, EveryKeyHasACredentialIdOfItsOwnInTheData) {
  const Json hosted = host(shared());
  ASSERT_THAT(hosted["credentials"], SizeIs(2));
  const Json header = header_of_instance(0);
  EXPECT_EQ(header["kid"], hosted["credentials"][0]["id"]);
  EXPECT_EQ(header["tag"]["kid"], hosted["credentials"][1]["id"]);
  EXPECT_NE(header["kid"], header["tag"]["kid"]);
}

// AR-02
TEST_F(HostProcedureTest, AsksTheTefForKeysAndSendsNone) {
  ASSERT_EQ(round_trip({{"key_source", "random"}}).value("payload", ""), "21.5");
  for (const Json& registration : created(AePeer::tef, "sec:skr")) {
    EXPECT_FALSE(registration.contains("kv"));
    EXPECT_EQ(registration["e2e:cp"]["src"], "random");
  }
}

TEST_F(HostProcedureTest, AddsItselfToTheTargetsOfAKeyThatTheTefGenerates) {
  ASSERT_EQ(host(shared({{"key_source", "random"}, {"targets", {kAe2}}})).value("outcome", ""),
            "hosted");
  EXPECT_THAT(created(AePeer::tef, "sec:skr").at(0)["tgis"], Contains(kAe1));
}

// DS-10: 16 octets of nonce, the time, and an IV that is new each time.
TEST_F(HostProcedureTest, NonceTimeAndIvAreNewForEveryInstance) {
  Json instances = Json::array();
  for (int i = 0; i < 8; ++i) {
    instances.push_back({{"payload", "same"}});
  }
  Json argument = shared({{"instances", instances}});
  argument.erase("payload");
  ASSERT_EQ(host(argument).value("outcome", ""), "hosted");
  std::set<std::string> nonces;
  std::set<std::string> ivs;
  for (std::size_t i = 0; i < 8; ++i) {
    const Json header = header_of_instance(i);
    EXPECT_EQ(header["ts"], "20240131T120000");
    nonces.insert(header["nonce"].get<std::string>());
    const std::string con = created(AePeer::cse, "m2m:cin")[i]["con"].get<std::string>();
    ivs.insert(con.substr(con.find("..") + 2, 16));
  }
  EXPECT_THAT(nonces, SizeIs(8));
  EXPECT_THAT(ivs, SizeIs(8));
  EXPECT_EQ(nonces.begin()->size(), 32U);
}

// DS-13
TEST_F(HostProcedureTest, NamesCredentialsAsAsked) {
  ASSERT_EQ(host(shared({{"credential_id", "named"}})).value("outcome", ""), "hosted");
  const auto named = created(AePeer::tef, "sec:skr");
  EXPECT_EQ(named.at(0)["rn"], "K_AE1_Container-x_data_conf-Id");
  EXPECT_EQ(named.at(1)["rn"], "K_AE1_Container-x_data_auth-Id");

  record_.clear();
  ASSERT_EQ(host(shared({{"credential_id", "hashed"},
                         {"create_container", false},
                         {"policy", {{"rules", {{"acr", Json::array()}}}, {"name", "acp2"}}}}))
                .value("outcome", ""),
            "hosted");
  EXPECT_EQ(created(AePeer::tef, "sec:skr").at(0)["rn"],
            "0E3AD5D24202DDFCE48831D31217ECB96C08BAFEFD736A874B7B69DFF0BAA40E");
}

TEST_F(HostProcedureTest, ReportsARefusedRegistration) {
  ASSERT_EQ(host(shared({{"credential_id", "named"}})).value("outcome", ""), "hosted");
  const Json again = host(shared({{"credential_id", "named"}}));
  EXPECT_EQ(again["outcome"], "failed");
  EXPECT_EQ(again["step"], "register");
  EXPECT_EQ(again["reason"], "conflict");
  EXPECT_EQ(again["rsc"], 4105);
}

// DS-30
TEST_F(HostProcedureTest, RegistersCryptoParamsAlongUnlessToldNotTo) {
  ASSERT_EQ(host(shared()).value("outcome", ""), "hosted");
  const Json with = created(AePeer::tef, "sec:skr").at(0)["e2e:cp"];
  EXPECT_EQ(with["enc"], "A256GCM");
  EXPECT_EQ(with["nonce"], header_of_instance(0)["nonce"]);
  record_.clear();
  ASSERT_EQ(host(shared({{"container", "c2"}, {"register_params", false}})).value("outcome", ""),
            "hosted");
  const Json without = created(AePeer::tef, "sec:skr").at(0)["e2e:cp"];
  EXPECT_FALSE(without.contains("enc"));
  EXPECT_FALSE(without.contains("nonce"));
}

// DS-20
TEST_F(HostProcedureTest, ChildrenStandUnderAContainerForEachInstance) {
  const Json hosted = host(shared({{"form", "children"}}));
  ASSERT_EQ(hosted.value("outcome", ""), "hosted") << hosted.dump();
  const auto encrypted = created(AePeer::cse, "e2e:ec");
  const auto tags = created(AePeer::cse, "e2e:at");
  ASSERT_THAT(encrypted, SizeIs(1));
  ASSERT_THAT(tags, SizeIs(1));
  EXPECT_EQ(encrypted[0]["e2e:cp"]["kid"], hosted["credentials"][0]["id"]);
  EXPECT_EQ(tags[0]["e2e:cp"]["kid"], hosted["credentials"][1]["id"]);
  EXPECT_EQ(encrypted[0]["e2e:cp"]["kl"], 256);
}

TEST_F(HostProcedureTest, ContentInfoSaysHowTheContentIsProtected) {
  for (const auto& [form, cnf] : {std::pair{"compact", "application/jose:0:1"},
                                  {"json", "application/jose+json:0:2"},
                                  {"json-base64", "application/jose+json:0:3"}}) {
    record_.clear();
    ASSERT_EQ(host(shared({{"container", form}, {"form", form}})).value("outcome", ""), "hosted");
    EXPECT_EQ(created(AePeer::cse, "m2m:cin").at(0)["cnf"], cnf);
  }
}

TEST_F(HostProcedureTest, SendsLifetimeAndTargets) {
  ASSERT_EQ(host(shared({{"lifetime", 60}})).value("outcome", ""), "hosted");
  const Json registration = created(AePeer::tef, "sec:skr").at(0);
  EXPECT_EQ(registration["et"], "20240131T120100");
  EXPECT_EQ(registration["tgis"], Json({kAe1, kAe2}));
  EXPECT_EQ(registration["suid"], 34);
}

// AR-17, AR-03
TEST_F(HostProcedureTest, SendsNothingOverAnUnsecuredHop) {
  for (const char* const peer : {"cse", "tef"}) {
    record_.clear();
    Json configuration = configuration_of(kAe1);
    configuration[peer]["uri"] = "http://127.0.0.1:1";
    ASSERT_EQ(run(*originator_, "e2e.configure", configuration).status, onem2m::Status::ok);
    const Json output = host(shared());
    EXPECT_EQ(output["outcome"], "refused") << peer;
    EXPECT_EQ(output["step"], "channel");
    EXPECT_EQ(output["reason"], "not_permitted");
    EXPECT_THAT(requests_to(peer == std::string{"cse"} ? AePeer::cse : AePeer::tef), SizeIs(0));
  }
}

TEST_F(HostProcedureTest, SendsNothingToAPeerThatNeedNotProveItself) {
  Json configuration = configuration_of(kAe1);
  configuration["tef"].erase("credential");
  ASSERT_EQ(run(*originator_, "e2e.configure", configuration).status, onem2m::Status::ok);
  EXPECT_EQ(host(shared())["step"], "channel");
  EXPECT_THAT(record_, SizeIs(0));
}

TEST_F(HostProcedureTest, DoesNotBelieveAnAnswerOverAnUnsecuredHop) {
  answers_secured_ = false;
  const Json output = host(shared());
  EXPECT_EQ(output["outcome"], "refused");
  EXPECT_EQ(output["step"], "channel");
}

TEST_F(HostProcedureTest, ReportsAPeerThatCannotBeReached) {
  broken_ = fail(Errc::unreachable, "connection refused");
  const Json output = host(shared());
  EXPECT_EQ(output["outcome"], "failed");
  EXPECT_EQ(output["step"], "channel");
  EXPECT_EQ(output["reason"], "unreachable");
}

TEST_F(HostProcedureTest, ReportsWhatTheHostingCseRefused) {
  const Json output = host(shared({{"parent", "-/nowhere"}}));
  EXPECT_EQ(output["outcome"], "failed");
  EXPECT_EQ(output["step"], "policy");
  EXPECT_EQ(output["rsc"], 4004);
}

TEST_F(HostProcedureTest, NeedsTheEnrolmentKeyThatIsNamed) {
  const Json output = host(shared({{"key_source", "ke"}, {"ke", "other@tef.example"}}));
  EXPECT_EQ(output["outcome"], "refused");
  EXPECT_EQ(output["reason"], "key_not_found");
}

TEST_F(HostProcedureTest, TakesTheCredentialIdFromTheAddressWhenTheAnswerHasNoContent) {
  tamper_ = [](Exchange& exchange) {
    if (exchange.peer == AePeer::tef) {
      exchange.response.content.reset();
      exchange.response.created_uri = "/-/ABCD";
    }
  };
  EXPECT_EQ(host(shared())["credentials"][0]["id"], "ABCD@tef.example");
}

TEST_F(HostProcedureTest, RefusesAnAnswerWithoutCredentialId) {
  tamper_ = [](Exchange& exchange) {
    exchange.response.content.reset();
    exchange.response.created_uri.reset();
  };
  const Json output = host(shared());
  EXPECT_EQ(output["step"], "register");
  EXPECT_EQ(output["reason"], "malformed");
}

// No key in an answer.
TEST_F(HostProcedureTest, AnswersHoldNoKey) {
  const Json hosted = host(shared());
  const std::string text = hosted.dump();
  for (const Json& registration : created(AePeer::tef, "sec:skr")) {
    const std::string kv = registration["kv"].get<std::string>();
    EXPECT_THAT(text, Not(HasSubstr(kv)));
    EXPECT_THAT(text, Not(HasSubstr(to_hex(from_base64(kv).value()))));
  }
}

}  // namespace
}  // namespace plumbline::entities::ae
