// TLS between clients and broker: pre-shared keys, certificates, and what is refused.

#include "at_broker.hpp"
#include "credentials.hpp"

namespace plumbline::adapters::mqtt::testing {
namespace {

using ::testing::HasSubstr;

class Secured : public AtBroker {
 protected:
  void SetUp() override {
    start_broker(
        {.plain = false,
         .keys = {{.identity = "10-cse@a.example", .key = key_of(1)},
                  {.identity = "10-ae@a.example", .key = key_of(2)}},
         .entities = {{"10-cse@a.example", "/cse-a"}, {"10-ae@a.example", "/cse-a/Cae"}},
         .certificate = pki().issue({"localhost"}, {}),
         .subjects = {{"//sp.example/cse-a", "/cse-a"}, {"//sp.example/cse-a/Cae", "/cse-a/Cae"}},
         .anchors_pem = {pki().anchor()}});
  }

  [[nodiscard]] ListenOptions cse_at(const harness::Address& address,
                                     harness::TlsClientOptions tls) {
    auto options = cse();
    options.host = address.host;
    options.port = address.port;
    options.broker_tls = std::move(tls);
    return options;
  }

  [[nodiscard]] ConnectOptions ae_at(const harness::Address& address,
                                     harness::TlsClientOptions tls) {
    auto options = ae();
    options.address = address;
    options.tls = std::move(tls);
    return options;
  }

  /// Why an exchange over `options` fails; empty when it does not.
  std::string refusal(ConnectOptions options) {
    const auto client = connect(std::move(options));
    const auto response = exchange(*client, request_of("r" + std::to_string(++requests)));
    return response ? "" : to_string(response.error());
  }

  int requests = 0;
};

TEST_F(Secured, ByPreSharedKeys) {
  listen(cse_at(broker->psk(), psk("10-cse@a.example", 1)));
  const auto client = connect(ae_at(broker->psk(), psk("10-ae@a.example", 2)));
  const auto response = exchange(*client, request_of("r1"));
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_TRUE(client->association().secured);
  EXPECT_EQ(client->association().proof, onem2m::PeerProof::pre_shared_key);
  EXPECT_EQ(client->association().exporter("l", 48).error().code, Errc::unsupported);
  EXPECT_TRUE(served.back().association.secured);
  EXPECT_EQ(served.back().association.proof, onem2m::PeerProof::broker);
  EXPECT_EQ(served.back().association.peer, "/cse-a/Cae");
}

// TS-0010 clause 7: it is the broker that keeps clients off the topics of others.
TEST_F(Secured, LetsNobodyUseTheTopicsOfAnother) {
  listen(cse_at(broker->psk(), psk("10-cse@a.example", 1)));
  auto options = ae_at(broker->psk(), psk("10-ae@a.example", 2));
  options.entity_id = "/cse-a/Cother";
  const auto client = connect(options);
  EXPECT_EQ(exchange(*client, request_of("r1"), kSilence).error().code, Errc::timed_out);
  EXPECT_TRUE(served.empty());
  options.entity_id = "10-ae@a.example";
  EXPECT_TRUE(exchange(*connect(options), request_of("r2")));
  EXPECT_EQ(served.back().association.peer, "10-ae@a.example");
}

TEST_F(Secured, LetsNobodyWithACertificateUseTheTopicsOfAnother) {
  listen(cse_at(broker->certificate(), certificate("//sp.example/cse-a")));
  auto options = ae_at(broker->certificate(), certificate("//sp.example/cse-a/Cae"));
  options.entity_id = "/cse-a/Cother";
  EXPECT_EQ(exchange(*connect(options), request_of("r1"), kSilence).error().code, Errc::timed_out);
  options.entity_id = "/cse-a/Cae";
  options.tls = certificate("//sp.example/cse-a/Cstranger");
  EXPECT_EQ(exchange(*connect(options), request_of("r2"), kSilence).error().code, Errc::timed_out);
  EXPECT_TRUE(served.empty());
  options.tls = certificate("//sp.example/cse-a/Cae");
  EXPECT_TRUE(exchange(*connect(options), request_of("r3")));
}

TEST_F(Secured, ByCertificatesAndKeysAtOneBroker) {
  listen(cse_at(broker->certificate(), certificate("//sp.example/cse-a")));
  EXPECT_EQ(to_uri(listeners.back()->address()), to_uri(broker->certificate()));
  EXPECT_EQ(refusal(ae_at(broker->certificate(), certificate("//sp.example/cse-a/Cae"))), "");
  EXPECT_EQ(refusal(ae_at(broker->psk(), psk("10-ae@a.example", 2))), "");
  EXPECT_EQ(served.size(), 2U);
}

TEST_F(Secured, RefusesAWrongKeyAndAnUnknownIdentity) {
  listen(cse_at(broker->psk(), psk("10-cse@a.example", 1)));
  EXPECT_THAT(refusal(ae_at(broker->psk(), psk("10-ae@a.example", 3))),
              HasSubstr("unreachable: broker ssl://127.0.0.1"));
  EXPECT_THAT(refusal(ae_at(broker->psk(), psk("10-nobody@a.example", 2))), HasSubstr("handshake"));
  EXPECT_EQ(transport->listen(cse_at(broker->psk(), psk("10-cse@a.example", 9))).error().code,
            Errc::io);
  EXPECT_TRUE(served.empty());
  EXPECT_EQ(refusal(ae_at(broker->psk(), psk("10-ae@a.example", 2))), "");
}

TEST_F(Secured, RefusesABrokerOfAForeignAuthority) {
  auto options = certificate("//sp.example/cse-a/Cae");
  options.anchors_pem = {foreign_pki().anchor()};
  EXPECT_THAT(refusal(ae_at(broker->certificate(), options)), HasSubstr("verify failed"));
}

TEST_F(Secured, IsRefusedWithoutACertificate) {
  auto options = certificate("//sp.example/cse-a/Cae");
  options.credential = std::monostate{};
  EXPECT_THAT(refusal(ae_at(broker->certificate(), options)), HasSubstr("unreachable"));
}

// Paho holds a certificate against the host's name, and against nothing else.
TEST_F(Secured, SaysThatItCannotAskForAnotherName) {
  auto options = certificate("//sp.example/cse-a/Cae");
  options.server->value = "broker.example";
  EXPECT_EQ(transport->connect(ae_at(broker->certificate(), options)).error().code,
            Errc::unsupported);
  options.server->value = "localhost";
  auto elsewhere = broker->certificate();
  elsewhere.host = "127.0.0.1";
  options.server->value = "127.0.0.1";
  EXPECT_THAT(refusal(ae_at(elsewhere, options)), HasSubstr("unreachable"));
}

TEST_F(Secured, DoesNotTalkToACertificateInPlaceOfAKey) {
  EXPECT_THAT(refusal(ae_at(broker->certificate(), psk("10-ae@a.example", 2))),
              HasSubstr("unreachable"));
}

TEST_F(Secured, PlainTextToASecuredPortEndsInTime) {
  auto options = ae();
  options.address = broker->psk();
  options.address.scheme = "mqtt";
  options.bounds.handshake = 500ms;
  EXPECT_THAT(refusal(std::move(options)), HasSubstr("unreachable"));
}

TEST_F(Secured, RefusesCredentialsThatAreNone) {
  EXPECT_EQ(transport->connect(ae_at(broker->psk(), psk("", 1))).error().code, Errc::malformed);
  EXPECT_EQ(transport->connect(ae_at(broker->psk(), {})).error().code, Errc::malformed);
  auto options = cse();
  options.tls = harness::TlsServerOptions{};
  EXPECT_EQ(transport->listen(std::move(options)).error().code, Errc::malformed);
}

// The same entity with other credentials is another client: the broker decides between the two.
TEST_F(Secured, SharesNoSessionAcrossCredentials) {
  listen(cse_at(broker->psk(), psk("10-cse@a.example", 1)));
  const auto good = connect(ae_at(broker->psk(), psk("10-ae@a.example", 2)));
  EXPECT_TRUE(exchange(*good, request_of("r1")));
  EXPECT_THAT(refusal(ae_at(broker->psk(), psk("10-ae@a.example", 3))), HasSubstr("unreachable"));
}

TEST(BrokerOptions, WithAnIdentityThatItsFileCannotHold) {
  const auto started = Broker::start({.keys = {{.identity = "a:b", .key = key_of(1)}}});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, Errc::malformed);
  EXPECT_THAT(started.error().detail, HasSubstr("\"a:b\""));
}

TEST(BrokerOptions, WithACommonNameThatItsFileCannotHold) {
  const auto started = Broker::start({.certificate = pki().issue({"localhost"}, {}),
                                      .subjects = {{"a\ntopic readwrite #", "/cse-a"}}});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, Errc::malformed);
  EXPECT_THAT(started.error().detail, HasSubstr("common name"));
}

TEST(BrokerOptions, WithACertificateThatIsNone) {
  const auto started = Broker::start(
      {.certificate = harness::CertificateCredential{.chain_pem = "x", .key_pem = key_of(1)}});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, Errc::io);
  EXPECT_THAT(started.error().detail, HasSubstr("certificate"));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
