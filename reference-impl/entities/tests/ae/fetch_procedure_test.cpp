#include "ae_world.hpp"

namespace plumbline::entities::ae {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Variation {
  const char* name;
  Json members;
};

class RoundTripTest : public AeWorld, public ::testing::WithParamInterface<Variation> {};

// AR-14, DS-02 to DS-05, DS-08, DS-09, DS-12, DS-17, DS-18, DS-20, DS-23, DS-24, DS-26, DS-29
TEST_P(RoundTripTest, TheClientGetsThePayload) {
  const Json fetched = round_trip(GetParam().members);
  EXPECT_EQ(fetched.value("outcome", ""), "accepted") << fetched.dump();
  EXPECT_EQ(fetched.value("payload", ""), "21.5");
}

INSTANTIATE_TEST_SUITE_P(
    Host,
    RoundTripTest,
    ::testing::Values(
        Variation{"encrypt", {{"protection", "encrypt"}}},
        Variation{"integrity", {{"protection", "integrity"}}},
        Variation{"both", {{"protection", "both"}}},
        Variation{"aead", {{"protection", "aead"}}},
        Variation{"encrypt_then_sign", {{"order", "encrypt-then-sign"}}},
        Variation{"json", {{"form", "json"}}},
        Variation{"json_base64", {{"form", "json-base64"}, {"order", "encrypt-then-sign"}}},
        Variation{"children", {{"form", "children"}}},
        Variation{"children_encrypt", {{"form", "children"}, {"protection", "encrypt"}}},
        Variation{"children_integrity", {{"form", "children"}, {"protection", "integrity"}}},
        Variation{"ids_apart", {{"form", "children"}, {"carrier", "child"}}},
        Variation{"ids_apart_master",
                  {{"form", "children"}, {"carrier", "child"}, {"level", "master"}}},
        Variation{"mgmt_obj", {{"resource", "mgmtObj"}, {"node", "cse/node-1"}}},
        Variation{"scope_data", {{"scope", "data"}}},
        Variation{"scope_container", {{"scope", "container"}}},
        Variation{"one_authentication_key", {{"authenticity_scope", "container"}}},
        Variation{"master", {{"level", "master"}}},
        Variation{"master_aead", {{"level", "master"}, {"protection", "aead"}}},
        Variation{"resource", {{"level", "resource"}}},
        Variation{"resource_container", {{"level", "resource"}, {"scope", "container"}}},
        Variation{"time", {{"freshness", "time"}}},
        Variation{"time_resource", {{"freshness", "time"}, {"level", "resource"}}},
        Variation{"sha384", {{"hash", "sha384"}}},
        Variation{"sha512_resource", {{"hash", "sha512"}, {"level", "resource"}}},
        Variation{"a128", {{"alg", "A128KW"}, {"enc", "A128GCM"}}},
        Variation{"a192", {{"enc", "A192GCM"}}},
        Variation{"no_salt", {{"salt", "none"}}},
        Variation{"salt", {{"salt", "5555"}}},
        Variation{"random", {{"key_source", "random"}}},
        Variation{"random_resource", {{"key_source", "random"}, {"level", "resource"}}},
        Variation{"random_master", {{"key_source", "random"}, {"level", "master"}}},
        Variation{"exporter", {{"key_source", "exporter"}}},
        Variation{"exporter_master", {{"key_source", "exporter"}, {"level", "master"}}},
        Variation{"exporter_resource", {{"key_source", "exporter"}, {"level", "resource"}}},
        Variation{"ke", {{"key_source", "ke"}, {"ke", kKeId}}},
        Variation{"ke_master", {{"key_source", "ke"}, {"ke", kKeId}, {"level", "master"}}},
        Variation{"ke_resource", {{"key_source", "ke"}, {"ke", kKeId}, {"level", "resource"}}},
        Variation{"ke_unregistered",
                  {{"key_source", "ke"}, {"ke", kKeId}, {"register_params", false}}}),
    [](const auto& variation) { return variation.param.name; });

class FetchProcedureTest : public AeWorld {
 protected:
  std::string host_at(const Json& members) {
    const Json hosted = host(shared(members));
    EXPECT_EQ(hosted.value("outcome", ""), "hosted") << hosted.dump();
    return hosted["instances"][0]["address"].get<std::string>();
  }

  static Json policy_named(const std::string& name) {
    Json policy = shared()["policy"];
    policy["name"] = name;
    return policy;
  }

  void expect_refused(const Json& output, const std::string& step, const std::string& reason) {
    EXPECT_EQ(output.value("outcome", ""), "refused") << output.dump();
    EXPECT_EQ(output.value("step", ""), step) << output.dump();
    EXPECT_EQ(output.value("reason", ""), reason) << output.dump();
    EXPECT_FALSE(output.contains("payload"));
  }

  /// Changes what the CSE answers for resources with that root member.
  void change_answer(const std::string& root, std::function<void(Json&)> change) {
    tamper_ = [root, change = std::move(change)](Exchange& exchange) {
      auto& content = exchange.response.content;
      if (exchange.request.operation == onem2m::Operation::retrieve && content &&
          content->contains(root)) {
        change(content->at(root));
      }
    };
  }

  void flip(Json& text, std::size_t from_end) {
    std::string value = text.get<std::string>();
    char& c = value[value.size() - 1 - from_end];
    c = c == 'A' ? 'B' : 'A';
    text = value;
  }
};

// AR-14: a changed octet anywhere.
TEST_F(FetchProcedureTest, DetectsAChangedObject) {
  for (const char* const protection : {"encrypt", "integrity", "both", "aead"}) {
    for (const std::size_t from_end : {std::size_t{3}, std::size_t{30}, std::size_t{50}}) {
      tamper_ = nullptr;
      const std::string name = std::string{protection} + std::to_string(from_end);
      const std::string address = host_at({{"container", name},
                                           {"protection", protection},
                                           {"policy", policy_named(name + "-acp")}});
      change_answer("m2m:cin", [&](Json& attributes) { flip(attributes["con"], from_end); });
      const Json output = fetch({{"address", address}});
      EXPECT_EQ(output.value("outcome", ""), "refused") << protection << output.dump();
    }
  }
}

TEST_F(FetchProcedureTest, SaysThatATagIsWrong) {
  const std::string address = host_at({{"protection", "integrity"}});
  change_answer("m2m:cin", [&](Json& attributes) { flip(attributes["con"], 3); });
  expect_refused(fetch({{"address", address}}), "verify", "authentication_failed");
}

// THR-04
TEST_F(FetchProcedureTest, DetectsContentMovedToAnotherResource) {
  const std::string address = host_at(Json::object());
  change_answer("m2m:cin", [](Json& attributes) { attributes["rn"] = "another"; });
  expect_refused(fetch({{"address", address}}), "release", "authentication_failed");
}

// MA-08: a whole answer in the place of another, as a hostile transit CSE may give it.
TEST_F(FetchProcedureTest, DetectsTheAnswerToAnotherRequest) {
  Json argument = shared(
      {{"instances", {{{"payload", "1"}, {"name", "i1"}}, {{"payload", "2"}, {"name", "i2"}}}}});
  argument.erase("payload");
  const Json hosted = host(argument);
  const auto address = [&](std::size_t index) {
    return hosted["instances"][index]["address"].get<std::string>();
  };
  EXPECT_EQ(fetch({{"address", address(1)}}).value("outcome", ""), "accepted");
  onem2m::ResponsePrimitive other;
  tamper_ = [&](Exchange& exchange) {
    if (exchange.request.to == address(1)) {
      other = exchange.response;
    } else if (exchange.request.to == address(0)) {
      exchange.response.content = other.content;
    }
  };
  EXPECT_EQ(fetch({{"address", address(1)}}).value("outcome", ""), "accepted");
  expect_refused(fetch({{"address", address(0)}}), "release", "authentication_failed");
}

// THR-04
TEST_F(FetchProcedureTest, DetectsARemovedChild) {
  const std::string address = host_at({{"form", "children"}});
  for (const char* const gone : {"authenticationTag", "encryptedContent"}) {
    tamper_ = [gone](Exchange& exchange) {
      if (exchange.request.to.ends_with(gone)) {
        exchange.response = onem2m::respond(exchange.request, onem2m::Status::not_found);
      }
    };
    expect_refused(fetch({{"address", address}}), "find", "authentication_failed");
  }
}

// DS-26
TEST_F(FetchProcedureTest, NeedsACredentialIdInOneOfThePlaces) {
  const std::string address = host_at({{"form", "children"}, {"carrier", "child"}});
  tamper_ = [](Exchange& exchange) {
    if (exchange.request.to.ends_with("credentialId")) {
      exchange.response = onem2m::respond(exchange.request, onem2m::Status::not_found);
    }
  };
  expect_refused(fetch({{"address", address}}), "find", "not_found");
}

TEST_F(FetchProcedureTest, RefusesCredentialIdsThatAreNone) {
  const std::string address = host_at({{"form", "children"}, {"carrier", "child"}});
  change_answer("m2m:cin", [](Json& attributes) { attributes["con"] = "[1]"; });
  expect_refused(fetch({{"address", address}}), "retrieve", "malformed");
}

TEST_F(FetchProcedureTest, RefusesContentThatIsNotProtected) {
  const std::string address = host_at(Json::object());
  change_answer("m2m:cin", [](Json& attributes) {
    attributes["con"] = "21.5";
    attributes["cnf"] = "text/plain:0";
  });
  expect_refused(fetch({{"address", address}}), "find", "malformed");
}

TEST_F(FetchProcedureTest, RefusesAResourceThatHoldsNoData) {
  expect_refused(fetch({{"address", "-"}}), "retrieve", "malformed");
}

TEST_F(FetchProcedureTest, ReportsWhatTheHostingCseRefused) {
  Json argument = shared();
  argument.erase("policy");
  const Json hosted = host(argument);
  const Json output = fetch({{"address", hosted["instances"][0]["address"]}});
  EXPECT_EQ(output["outcome"], "failed");
  EXPECT_EQ(output["step"], "retrieve");
  EXPECT_EQ(output["rsc"], 4103);
}

TEST_F(FetchProcedureTest, ReportsWhatTheTefRefused) {
  const std::string address = host_at({{"targets", {kAe1}}});
  const Json output = fetch({{"address", address}});
  EXPECT_EQ(output["outcome"], "failed");
  EXPECT_EQ(output["step"], "credential");
  EXPECT_EQ(output["rsc"], 4103);
}

TEST_F(FetchProcedureTest, RefusesACredentialOfAnotherTef) {
  const std::string address = host_at(Json::object());
  Json configuration = configuration_of(kAe2);
  configuration["tef"]["fqdn"] = "other.example";
  ASSERT_EQ(run(*client_, "e2e.configure", configuration).status, onem2m::Status::ok);
  expect_refused(fetch({{"address", address}}), "credential", "not_found");
}

// DS-28: the Credential-Id is the resource id of the request.
TEST_F(FetchProcedureTest, NamesTheCredentialByItsId) {
  const std::string address = host_at({{"protection", "aead"}});
  const std::string id =
      created(AePeer::cse, "m2m:cin").empty()
          ? ""
          : record_.front().response.content->at("sec:skr").at("rn").get<std::string>();
  record_.clear();
  ASSERT_EQ(fetch({{"address", address}})["outcome"], "accepted");
  ASSERT_THAT(requests_to(AePeer::tef), SizeIs(1));
  EXPECT_EQ(requests_to(AePeer::tef)[0].to, "-/" + id);
  EXPECT_THAT(requests_to(AePeer::tef)[0].query, IsEmpty());
}

// DS-17, DS-29
TEST_F(FetchProcedureTest, SendsTheNonceUnlessToldNotTo) {
  const std::string address = host_at({{"protection", "aead"}, {"level", "resource"}});
  record_.clear();
  ASSERT_EQ(fetch({{"address", address}, {"use_cache", false}})["outcome"], "accepted");
  EXPECT_TRUE(requests_to(AePeer::tef)[0].query.contains("e2e:nonce"));
  EXPECT_EQ(requests_to(AePeer::tef)[0].query.at("e2e:kind"), "content-instance");
  EXPECT_EQ(requests_to(AePeer::tef)[0].query.at("e2e:name"), "Container-x");
  record_.clear();
  // The TEF has it from the registered CryptoParams.
  EXPECT_EQ(
      fetch({{"address", address}, {"use_cache", false}, {"send_freshness", false}})["outcome"],
      "accepted");
  EXPECT_FALSE(requests_to(AePeer::tef)[0].query.contains("e2e:nonce"));
}

// DS-29
TEST_F(FetchProcedureTest, GetsNoResourceKeyWithNeitherNonceNorTime) {
  const std::string address =
      host_at({{"protection", "aead"}, {"level", "resource"}, {"register_params", false}});
  const Json output = fetch({{"address", address}, {"send_freshness", false}});
  EXPECT_EQ(output["outcome"], "failed");
  EXPECT_EQ(output["rsc"], 4000);
}

// DS-19
TEST_F(FetchProcedureTest, UsesACredentialUntilItsLifetimeIsOver) {
  const std::string address = host_at({{"protection", "aead"}, {"lifetime", 60}});
  ASSERT_EQ(fetch({{"address", address}})["outcome"], "accepted");
  record_.clear();
  ASSERT_EQ(fetch({{"address", address}})["outcome"], "accepted");
  EXPECT_THAT(requests_to(AePeer::tef), IsEmpty());

  clock_.advance(std::chrono::seconds{61});
  const Json output = fetch({{"address", address}});
  EXPECT_THAT(requests_to(AePeer::tef), SizeIs(1));
  EXPECT_EQ(output["outcome"], "failed");
  EXPECT_EQ(output["rsc"], 4004);
}

// DS-19: a TEF that serves what is over, as the AE's own clock has it.
TEST_F(FetchProcedureTest, RefusesACredentialThatIsOver) {
  const std::string address = host_at({{"protection", "aead"}, {"lifetime", 60}});
  ASSERT_EQ(run(*client_, "e2e.advance", {{"seconds", 120}}).output["now"], "20240131T120200");
  expect_refused(fetch({{"address", address}}), "credential", "expired");
}

TEST_F(FetchProcedureTest, RefusesACredentialForAnotherUse) {
  const std::string address = host_at({{"protection", "encrypt"}});
  change_answer("sec:skr", [](Json& attributes) { attributes["e2e:cp"]["use"] = "auth"; });
  expect_refused(fetch({{"address", address}}), "credential", "key_mismatch");
}

TEST_F(FetchProcedureTest, RefusesAnAnswerWithoutAKey) {
  const std::string address = host_at({{"protection", "encrypt"}});
  change_answer("sec:skr", [](Json& attributes) { attributes.erase("kv"); });
  expect_refused(fetch({{"address", address}}), "credential", "malformed");
}

// DS-16
TEST_F(FetchProcedureTest, VerifiesTheAccessControlPolicyFirst) {
  for (const char* const level : {"master", "keys", "resource"}) {
    Json policy = policy_named(std::string{"acp-"} + level);
    policy["integrity"] = true;
    const std::string address =
        host_at({{"container", level}, {"level", level}, {"policy", policy}});
    const Json argument = {{"address", address}, {"policy", "-/acp-" + std::string{level}}};
    tamper_ = nullptr;
    EXPECT_EQ(fetch(argument)["outcome"], "accepted") << level;
    change_answer("m2m:acp", [](Json& attributes) { attributes["pv"]["acr"][0]["acop"] = 2U; });
    expect_refused(fetch(argument), "policy", "authentication_failed");
    tamper_ = nullptr;
  }
}

// EC-05
TEST_F(FetchProcedureTest, ProtectsAPartOfTheContent) {
  for (const char* const protection : {"encrypt", "aead", "integrity"}) {
    const std::string name = std::string{"part-"} + protection;
    const std::string address = host_at({{"container", name},
                                         {"policy", policy_named(name + "-acp")},
                                         {"form", "part"},
                                         {"pointer", "/value"},
                                         {"protection", protection},
                                         {"payload", R"({"unit":"C","value":21.5})"}});
    const Json fetched = fetch({{"address", address}});
    EXPECT_EQ(fetched.value("payload", ""), R"({"unit":"C","value":21.5})") << fetched.dump();
    EXPECT_EQ(fetched["payload_type"], "application/json");
  }
}

TEST_F(FetchProcedureTest, BinaryPayloadComesAsHex) {
  class Binary final : public AePolicy {
   public:
    Result<Bytes> decrypt(const data_at_rest::Decryption& /*decryption*/) override {
      return Bytes{0xFF, 0xFE};
    }
  };

  const auto reader = make_ae(kAe2, std::make_unique<Binary>());
  const std::string address = host_at({{"protection", "encrypt"}});
  EXPECT_EQ(run(*reader, "e2e.fetch", {{"address", address}}).output["payload_hex"], "fffe");
}

}  // namespace
}  // namespace plumbline::entities::ae
