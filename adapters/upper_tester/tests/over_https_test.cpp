#include "plumbline/adapters/http/binding.hpp"
#include "plumbline/adapters/upper_tester/ae_host.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"
#include "plumbline/entities/tef/in_memory_store.hpp"
#include "plumbline/entities/tef/trust_enabler.hpp"

#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::adapters::upper_tester {
namespace {

constexpr harness::milliseconds kLong{20000};
const std::string kAe1 = "//sp.example/cse-a/Cae1";
const std::string kAe2 = "//sp.example/cse-a/Cae2";
constexpr const char* kKey = "000102030405060708090a0b0c0d0e0f";

/// Source and client AE, hosting CSE and TEF over HTTPS on loopback; the AEs are driven through
/// their own upper tester endpoints.
class OverHttpsTest : public ::testing::Test {
 protected:
  OverHttpsTest() {
    entities::CseConfiguration cse;
    cse.identity = {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};
    cse.admin = kAe1;
    cse.identities = {{"Cae1", kAe1}, {"Cae2", kAe2}};
    cse_ = std::make_unique<entities::HostingCse>(std::move(cse), ports());
    entities::TefConfiguration tef;
    tef.node = {.sp_id = "//sp.example", .cse_id = "/tef", .cse_name = "tef"};
    tef.fqdn = "tef.example";
    tef.identities = {{"Cae1", kAe1}, {"Cae2", kAe2}};
    tef_ = std::make_unique<entities::TrustEnabler>(std::move(tef), ports(), store_);
    cse_listener_ = serve(*cse_);
    tef_listener_ = serve(*tef_);
    source_ = start_ae("Cae1", kAe1);
    client_ = start_ae("Cae2", kAe2);
  }

  struct RunningAe {
    std::unique_ptr<entities::Ae> ae;
    std::unique_ptr<AeHost> host;
    std::unique_ptr<harness::Listener> listener;
    std::unique_ptr<harness::Client> tester;
  };

  entities::Ports ports() { return {.clock = clock_, .random = random_}; }

  std::unique_ptr<harness::Listener> serve(entities::Server& server) {
    harness::ListenOptions options;
    harness::TlsServerOptions tls;
    tls.psk = [](std::string_view /*identity*/) {
      return std::make_shared<const crypto::SecretBytes>(ByteView{from_hex(kKey).value()});
    };
    options.tls = std::move(tls);
    options.handler = [&server](const harness::IncomingRequest& incoming,
                                const harness::Replier& reply) {
      reply(server.handle(incoming.primitive, incoming.association));
    };
    return transport_->listen(std::move(options)).value();
  }

  Json peer(const harness::Listener& listener, const std::string& psk) {
    return {{"uri", to_uri(listener.address())},
            {"credential", {{"psk", {{"identity", psk}, {"key", kKey}}}}}};
  }

  RunningAe start_ae(const std::string& psk, const std::string& identity) {
    RunningAe running;
    running.ae = std::make_unique<entities::Ae>(ports());
    running.host = std::make_unique<AeHost>(*transport_, *running.ae);
    harness::ListenOptions listen;
    listen.upper_tester = running.host->handler();
    listen.handler = [](const harness::IncomingRequest& incoming, const harness::Replier& reply) {
      reply(onem2m::respond(incoming.primitive, onem2m::Status::operation_not_allowed));
    };
    running.listener = transport_->listen(std::move(listen)).value();
    harness::ConnectOptions connect;
    connect.address = running.listener->address();
    running.tester = transport_->connect(std::move(connect)).value();
    Json tef = peer(*tef_listener_, psk);
    tef["fqdn"] = "tef.example";
    const Json configured = command(
        running,
        "e2e.configure",
        {{"identity", identity}, {"cse", peer(*cse_listener_, psk)}, {"tef", std::move(tef)}});
    EXPECT_EQ(configured["outcome"], "configured") << configured.dump();
    return running;
  }

  Json command(RunningAe& ae, const std::string& name, const Json& argument) {
    std::optional<Json> output;
    ae.tester->command({.command = name, .argument = argument},
                       kLong,
                       [&](Result<harness::UpperTesterAnswer> answer) {
                         output = answer ? answer.value().output : Json(to_string(answer.error()));
                       });
    EXPECT_TRUE(transport_->run_until([&] { return output.has_value(); }, kLong));
    return output.value_or(Json::object());
  }

  SystemClock clock_;
  crypto::SystemRandom random_;
  entities::InMemoryCredentialStore store_;
  std::unique_ptr<harness::Transport> transport_ = loop::make_transport({http::make_http_binding});
  std::unique_ptr<entities::HostingCse> cse_;
  std::unique_ptr<entities::TrustEnabler> tef_;
  std::unique_ptr<harness::Listener> cse_listener_;
  std::unique_ptr<harness::Listener> tef_listener_;
  RunningAe source_;
  RunningAe client_;
};

// TR-0012 clause 7.3.1, all steps; DS-01 with keys exported from the session with the TEF.
TEST_F(OverHttpsTest, WhatOneAeHostsTheOtherFetches) {
  for (const char* const source : {"own", "random", "exporter"}) {
    const Json hosted =
        command(source_,
                "e2e.host",
                {{"container", source},
                 {"payload", "21.5"},
                 {"key_source", source},
                 {"targets", {kAe1, kAe2}},
                 {"policy", {{"rules", {{"acr", {{{"acor", {kAe1, kAe2}}, {"acop", 63}}}}}}}}});
    ASSERT_EQ(hosted.value("outcome", ""), "hosted") << hosted.dump();
    const Json fetched =
        command(client_, "e2e.fetch", {{"address", hosted["instances"][0]["address"]}});
    EXPECT_EQ(fetched.value("payload", ""), "21.5") << fetched.dump();
  }
}

// AR-03: a TEF that cannot prove itself gets nothing.
TEST_F(OverHttpsTest, ATefWithAnotherKeyGetsNothing) {
  Json tef = peer(*tef_listener_, "Cae1");
  tef["fqdn"] = "tef.example";
  tef["credential"]["psk"]["key"] = "ffffffffffffffffffffffffffffffff";
  command(source_,
          "e2e.configure",
          {{"identity", kAe1}, {"cse", peer(*cse_listener_, "Cae1")}, {"tef", std::move(tef)}});
  const Json output = command(source_, "e2e.host", {{"container", "c"}, {"payload", "1"}});
  EXPECT_EQ(output["outcome"], "failed") << output.dump();
  EXPECT_EQ(output["step"], "channel");
  EXPECT_EQ(output["reason"], "unreachable");
}

}  // namespace
}  // namespace plumbline::adapters::upper_tester
