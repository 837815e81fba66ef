// DTLS on loopback: pre-shared keys and mutual certificates, suites, and what is refused.

#include "plumbline/adapters/test_room/secured.hpp"

#include "loopback.hpp"

namespace plumbline::adapters::coap::testing {
namespace {

using ::testing::HasSubstr;

class Coaps : public Secured<Loopback> {
 protected:
  void expect_dtls(onem2m::PeerProof proof, std::string_view client_id) {
    expect_exchange(proof, client_id, "DTLSv1.2");
    const auto client_side = client->association();
    client->disconnect();
    EXPECT_EQ(export_from(client_side, "EXPORTER-oneM2M-Connection").size(), 0U);
  }

  /// No request reaches the handler, and the next client is not disturbed.
  void expect_refused(std::string_view server_why, milliseconds handshake = kPatience) {
    start({}, handshake);
    const auto response = exchange(notification("r1"));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::unreachable) << to_string(response.error());
    EXPECT_THAT(response.error().detail, HasSubstr("handshake refused"));
    EXPECT_TRUE(server_tap.of(TapKind::request).empty());
    EXPECT_THAT(server_tap.events(), HasSubstr(server_why));
  }
};

class PskSuites : public Coaps, public ::testing::WithParamInterface<const char*> {};

// TS-0003 clause 10.2
TEST_P(PskSuites, AreNegotiated) {
  use_psk();
  client_options.ciphers = GetParam();
  expect_dtls(onem2m::PeerProof::pre_shared_key, kIdentity);
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
  expect_dtls(onem2m::PeerProof::certificate, kAeId);
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
  expect_dtls(onem2m::PeerProof::pre_shared_key, kIdentity);
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
  expect_refused("", 300ms);
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
