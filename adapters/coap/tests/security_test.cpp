// DTLS on loopback: pre-shared keys and mutual certificates, suites, and what is refused.

#include "credentials.hpp"
#include "loopback.hpp"

namespace plumbline::adapters::coap::testing {
namespace {

using crypto::IdentityKind;
using ::testing::HasSubstr;

constexpr const char* kIdentity = "10-key@tef.example";
constexpr const char* kAeId = "//sp.example/cse-a/Cae";
constexpr const char* kServerName = "tef.example";

const Pki& pki() {
  static const Pki pki;
  return pki;
}

const Pki& foreign_pki() {
  static const Pki pki;
  return pki;
}

class Coaps : public Loopback {
 protected:
  void use_psk() {
    server_options.psk = [](std::string_view identity) {
      return identity == kIdentity ? key_of(1) : nullptr;
    };
    client_options.credential = harness::PskCredential{.identity = kIdentity, .key = key_of(1)};
  }

  void use_certificates() {
    server_options.certificate = pki().issue({kServerName}, {});
    server_options.anchors_pem = {pki().anchor()};
    client_options.credential = pki().issue({}, {kAeId});
    client_options.anchors_pem = {pki().anchor()};
    client_options.server = {.kind = IdentityKind::fqdn, .value = kServerName};
    client_options.server_name = kServerName;
  }

  void start() {
    ListenOptions options;
    options.handler = [this](const IncomingRequest& incoming, const Replier& replier) {
      server_side = incoming.association;
      server_key = incoming.association.exporter("EXPORTER-oneM2M-Connection", 48).value().clone();
      echo(incoming, replier);
    };
    options.tls = server_options;
    ConnectOptions connect_options;
    connect_options.address = listen(std::move(options));
    connect_options.tls = client_options;
    connect_options.bounds.handshake = handshake;
    connect(std::move(connect_options));
  }

  void expect_exchange(onem2m::PeerProof proof, std::string_view client_id) {
    start();
    const auto response = exchange(notification("r1"));
    ASSERT_TRUE(response) << to_string(response.error()) << server_tap.events();
    const auto client_side = client->association();
    EXPECT_TRUE(server_side.secured);
    EXPECT_EQ(server_side.proof, proof);
    EXPECT_EQ(client_side.proof, proof);
    EXPECT_EQ(server_side.peer, client_id);
    EXPECT_EQ(server_side.protocol, "DTLSv1.2");
    EXPECT_EQ(client_side.cipher, server_side.cipher);
    EXPECT_EQ(client_side.exporter("EXPORTER-oneM2M-Connection", 48).value(), server_key);
    EXPECT_NE(client_side.exporter("EXPORTER-oneM2M-Bootstrap", 48).value(), server_key);
    client->disconnect();
    EXPECT_FALSE(client_side.exporter("EXPORTER-oneM2M-Connection", 48));
  }

  /// No request reaches the handler, and the next client is not disturbed.
  void expect_refused(std::string_view server_why) {
    start();
    const auto response = exchange(notification("r1"));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::unreachable) << to_string(response.error());
    EXPECT_THAT(response.error().detail, HasSubstr("handshake refused"));
    EXPECT_TRUE(server_tap.of(TapKind::request).empty());
    EXPECT_THAT(server_tap.events(), HasSubstr(server_why));
  }

  harness::TlsServerOptions server_options;
  harness::TlsClientOptions client_options;
  milliseconds handshake = kPatience;
  onem2m::Association server_side;
  crypto::SecretBytes server_key;
};

class PskSuites : public Coaps, public ::testing::WithParamInterface<const char*> {};

// TS-0003 clause 10.2
TEST_P(PskSuites, AreNegotiated) {
  use_psk();
  client_options.ciphers = GetParam();
  expect_exchange(onem2m::PeerProof::pre_shared_key, kIdentity);
  EXPECT_EQ(server_side.cipher, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Coaps,
                         PskSuites,
                         ::testing::Values("PSK-AES128-CCM8",
                                           "PSK-AES128-GCM-SHA256",
                                           "PSK-AES128-CBC-SHA256"));

class CertificateSuites : public Coaps, public ::testing::WithParamInterface<const char*> {};

TEST_P(CertificateSuites, AreNegotiated) {
  use_certificates();
  client_options.ciphers = GetParam();
  expect_exchange(onem2m::PeerProof::certificate, kAeId);
  EXPECT_EQ(server_side.cipher, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Coaps,
                         CertificateSuites,
                         ::testing::Values("ECDHE-ECDSA-AES128-CCM8",
                                           "ECDHE-ECDSA-AES128-GCM-SHA256"));

TEST_F(Coaps, AMebibyteGoesThereAndBack) {
  use_psk();
  start();
  const Json content{{"m2m:sgn", std::string(std::size_t{1} << 20U, 'x')}};
  const auto response = exchange(notification("r1", content));
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().content, content);
}

TEST_F(Coaps, OneServerTakesKeysAndCertificates) {
  use_certificates();
  use_psk();
  expect_exchange(onem2m::PeerProof::pre_shared_key, kIdentity);
}

TEST_F(Coaps, AClientConnectsAgainAfterDisconnecting) {
  use_psk();
  start();
  ASSERT_TRUE(exchange(notification("r1")));
  const auto first = client->association().session;
  client->disconnect();
  EXPECT_FALSE(client->association().secured);
  ASSERT_TRUE(exchange(notification("r2")));
  EXPECT_NE(client->association().session, first);
}

TEST_F(Coaps, AnUnknownIdentityIsRefused) {
  use_psk();
  client_options.credential = harness::PskCredential{.identity = "10-other", .key = key_of(1)};
  expect_refused("unknown psk_identity");
}

// DTLS drops what it cannot verify: only the deadline tells.
TEST_F(Coaps, AWrongKeyIsRefused) {
  use_psk();
  client_options.credential = harness::PskCredential{.identity = kIdentity, .key = key_of(2)};
  handshake = 300ms;
  expect_refused("");
}

TEST_F(Coaps, AClientWithAForeignCertificateIsRefused) {
  use_certificates();
  client_options.credential = foreign_pki().issue({}, {kAeId});
  expect_refused("certificate");
}

TEST_F(Coaps, AClientWithAnExpiredCertificateIsRefused) {
  use_certificates();
  client_options.credential = pki().issue({}, {kAeId}, -1h);
  expect_refused("certificate");
}

TEST_F(Coaps, AClientWithoutCertificateIsRefused) {
  use_certificates();
  client_options.credential = {};
  expect_refused("handshake refused");
}

class ServerCertificates
    : public Coaps,
      public ::testing::WithParamInterface<std::function<harness::CertificateCredential()>> {};

TEST_P(ServerCertificates, ThatAreNotTheExpectedOneAreRefused) {
  use_certificates();
  server_options.certificate = GetParam()();
  start();
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::unreachable);
  EXPECT_THAT(response.error().detail, HasSubstr("handshake refused: certificate"));
  EXPECT_TRUE(server_tap.of(TapKind::request).empty());
}

INSTANTIATE_TEST_SUITE_P(Coaps,
                         ServerCertificates,
                         ::testing::Values([] { return pki().issue({"other.example"}, {}); },
                                           [] { return foreign_pki().issue({kServerName}, {}); },
                                           [] { return pki().issue({kServerName}, {}, -1h); }));

TEST_F(Coaps, APlainRequestToASecurePortGetsNoAnswer) {
  use_psk();
  start();
  auto address = listener->address();
  address.scheme = "coap";
  connect_to(address);
  const auto response = exchange(notification("r1"), 100ms);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::timed_out);
  EXPECT_TRUE(server_tap.of(TapKind::request).empty());
}

TEST_F(Coaps, SettingsThatDtlsLacksAreRefused) {
  use_psk();
  client_options.max_version = harness::TlsVersion::tls13;
  ConnectOptions options;
  options.address = {.scheme = "coaps", .host = "127.0.0.1", .port = 1, .path = {}};
  options.tls = client_options;
  const auto made = transport->connect(std::move(options));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, Errc::unsupported);
}

}  // namespace
}  // namespace plumbline::adapters::coap::testing
