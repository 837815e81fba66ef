// HTTPS on loopback: pre-shared keys and mutual certificates, TLS 1.2 and 1.3, and what is refused.

#include "plumbline/adapters/test_room/secured.hpp"

#include "loopback.hpp"

namespace plumbline::adapters::http::testing {
namespace {

using harness::TlsClientOptions;
using harness::TlsServerOptions;
using harness::TlsVersion;
using ::testing::HasSubstr;

class Https : public Secured<Loopback> {
 protected:
  void use(TlsVersion version) {
    server_options.min_version = server_options.max_version = version;
    client_options.min_version = client_options.max_version = version;
  }

  /// The exchange fails, the server hands no request to its handler and says `why`.
  void expect_refused(std::string_view client_why, std::string_view server_why) {
    start();
    const auto response = exchange(notification("r1"));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::unreachable) << to_string(response.error());
    EXPECT_FALSE(server_side.secured);
    EXPECT_TRUE(server_tap.of(TapKind::request).empty());
    EXPECT_TRUE(wait_until([&] {
      return server_tap.events().find("handshake refused") != std::string::npos;
    })) << server_tap.events();
    EXPECT_THAT(client_tap.events(), HasSubstr("handshake refused"));
    EXPECT_THAT(client_tap.events(), HasSubstr(client_why));
    EXPECT_THAT(server_tap.events(), HasSubstr(server_why));
  }
};

class Suites : public Https, public ::testing::WithParamInterface<const char*> {};

// TS-0003 clause 10.2
TEST_P(Suites, AreNegotiatedWithTls12) {
  const std::string suite = GetParam();
  client_options.ciphers = suite;
  const bool psk = suite.find("PSK") != std::string::npos;
  psk ? use_psk() : use_certificates();
  expect_exchange(psk ? onem2m::PeerProof::pre_shared_key : onem2m::PeerProof::certificate,
                  psk ? kIdentity : kAeId,
                  "TLSv1.2");
  EXPECT_EQ(server_side.cipher, suite);
}

INSTANTIATE_TEST_SUITE_P(Https,
                         Suites,
                         ::testing::Values("PSK-AES128-CBC-SHA256",
                                           "PSK-AES128-GCM-SHA256",
                                           "PSK-AES128-CCM8",
                                           "ECDHE-PSK-CHACHA20-POLY1305",
                                           "ECDHE-ECDSA-AES128-SHA256",
                                           "ECDHE-ECDSA-AES128-GCM-SHA256",
                                           "ECDHE-ECDSA-AES128-CCM8"));

TEST_F(Https, TakesAPskWithTls13) {
  use(TlsVersion::tls13);
  use_psk();
  expect_exchange(onem2m::PeerProof::pre_shared_key, kIdentity, "TLSv1.3");
}

TEST_F(Https, TakesMutualCertificatesWithTls13) {
  use(TlsVersion::tls13);
  use_certificates();
  expect_exchange(onem2m::PeerProof::certificate, kAeId, "TLSv1.3");
}

TEST_F(Https, TellsTheClientWhoTheServerIs) {
  use_certificates();
  start();
  ASSERT_TRUE(exchange(notification("r1")));
  EXPECT_EQ(client->association().peer, kServerName);
}

// TS-0003 clause 8.2: a CSE-ID certificate where a CSE may be the client
TEST_F(Https, KnowsAClientByTheFirstFlavourOfCertificateThatItHas) {
  use_certificates();
  server_options.client_identities = {crypto::IdentityKind::cse_id, crypto::IdentityKind::ae_id};
  expect_exchange(onem2m::PeerProof::certificate, kAeId, "TLSv1.2");
  server_options.client_identities = {crypto::IdentityKind::cse_id};
  start();
  EXPECT_FALSE(exchange(notification("r2")));
}

TEST_F(Https, OffersBothFamiliesAtOnce) {
  use_certificates();
  use_psk();
  expect_exchange(onem2m::PeerProof::pre_shared_key, kIdentity, "TLSv1.2");
}

TEST_F(Https, MayLetClientsStayAnonymous) {
  use_certificates();
  client_options.credential = std::monostate{};
  server_options.require_client_authentication = false;
  start();
  ASSERT_TRUE(exchange(notification("r1")));
  EXPECT_TRUE(server_side.secured);
  EXPECT_EQ(server_side.proof, onem2m::PeerProof::none);
  EXPECT_EQ(server_side.peer, "");
  EXPECT_EQ(client->association().proof, onem2m::PeerProof::certificate);
}

TEST_F(Https, MayKnowTheServerByItsAnchorAlone) {
  use_certificates();
  client_options.server.reset();
  start();
  EXPECT_TRUE(exchange(notification("r1")));
}

TEST_F(Https, GivesEachConnectionKeysOfItsOwn) {
  use_psk();
  start();
  ASSERT_TRUE(exchange(notification("r1")));
  const auto first = server_key.clone();
  const auto ended = client->association();
  client->disconnect();
  ASSERT_TRUE(exchange(notification("r2")));
  EXPECT_NE(server_key, first);
  ASSERT_TRUE(wait_until([&] { return server_tap.events().find("closed") != std::string::npos; }));
  EXPECT_EQ(ended.exporter("EXPORTER-oneM2M-Connection", 48).error().code, Errc::unreachable);
}

TEST_F(Https, ConnectsAgainWhenTheServerClosedInBetween) {
  use_psk();
  ListenOptions options;
  options.bounds.idle = 20ms;
  options.handler = echo;
  start(std::move(options));
  ASSERT_TRUE(exchange(notification("r1")));
  ASSERT_TRUE(wait_until([&] { return server_tap.events().find("idle") != std::string::npos; }));
  EXPECT_TRUE(exchange(notification("r2")));
}

TEST_F(Https, TellsOfTheAssociationAlsoWithTheLastResponse) {
  use_psk();
  ListenOptions options;
  options.handler = [](const IncomingRequest& /*incoming*/, const Replier& replier) {
    const auto octets = as_bytes(
        "HTTP/1.1 200 \r\nX-M2M-RSC: 2000\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    replier(harness::RawReply{.octets = {octets.begin(), octets.end()}});
  };
  start(std::move(options));
  onem2m::Association seen;
  client->exchange(notification("r1"), kPatience, [&](const auto& /*response*/) {
    seen = client->association();
  });
  ASSERT_TRUE(wait_until([&] { return seen.secured; }));
  EXPECT_EQ(seen.peer, kIdentity);
}

TEST_F(Https, CarriesALargeContent) {
  use_psk();
  start();
  const auto request = notification("r1", Json(std::string(1'000'000, 'x')));
  const auto response = exchange(request);
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().content, request.content);
}

class Versions : public Https, public ::testing::WithParamInterface<TlsVersion> {};

TEST_P(Versions, RefuseAWrongKey) {
  use(GetParam());
  use_psk();
  client_options.credential = harness::PskCredential{.identity = kIdentity, .key = key_of(2)};
  expect_refused("", "");
}

TEST_P(Versions, RefuseAnUnknownIdentity) {
  use(GetParam());
  use_psk();
  client_options.credential = harness::PskCredential{.identity = "stranger", .key = key_of(1)};
  expect_refused("", "unknown psk_identity");
}

TEST_P(Versions, RefuseAClientWithoutCertificate) {
  use(GetParam());
  use_certificates();
  client_options.credential = std::monostate{};
  expect_refused("", "peer did not return a certificate");
}

TEST_P(Versions, RefuseAnExpiredClientCertificate) {
  use(GetParam());
  use_certificates();
  client_options.credential = pki().issue({}, {kAeId}, -1h);
  expect_refused("expired", "validity period");
}

TEST_P(Versions, RefuseAForeignClientCertificate) {
  use(GetParam());
  use_certificates();
  client_options.credential = foreign_pki().issue({}, {kAeId});
  expect_refused("", "certificate path");
}

TEST_P(Versions, RefuseAClientCertificateWithoutIdentity) {
  use(GetParam());
  use_certificates();
  client_options.credential = pki().issue({"Cae.cse-a.sp.example"}, {});
  expect_refused("", "0 subjectAltName values");
}

TEST_P(Versions, RefuseAServerCertificateForAnotherName) {
  use(GetParam());
  use_certificates();
  server_options.certificate = pki().issue({"other.example"}, {});
  expect_refused("no subjectAltName", "");
}

TEST_P(Versions, RefuseAnExpiredServerCertificate) {
  use(GetParam());
  use_certificates();
  server_options.certificate = pki().issue({kServerName}, {}, -1h);
  expect_refused("validity period", "expired");
}

TEST_P(Versions, RefuseAForeignServerCertificate) {
  use(GetParam());
  use_certificates();
  server_options.certificate = foreign_pki().issue({kServerName}, {});
  expect_refused("certificate path", "");
}

INSTANTIATE_TEST_SUITE_P(Https,
                         Versions,
                         ::testing::Values(TlsVersion::tls12, TlsVersion::tls13),
                         [](const auto& test) {
                           return test.param == TlsVersion::tls12 ? "Tls12" : "Tls13";
                         });

TEST_F(Https, PinsTheVersion) {
  use_psk();
  server_options.min_version = server_options.max_version = TlsVersion::tls13;
  expect_refused("", "");
}

TEST_F(Https, EndsQuietlyWhenPlainTextArrives) {
  use_psk();
  start();
  auto address = listener->address();
  EXPECT_EQ(address.scheme, "https");
  address.scheme = "http";
  connect_to(address);
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_TRUE(server_tap.of(TapKind::request).empty());
  EXPECT_THAT(server_tap.events(), HasSubstr("handshake refused: http request"));
}

TEST_F(Https, ReportsAServerThatSpeaksNoTls) {
  use_psk();
  ConnectOptions options;
  options.address = listen({});
  options.address.scheme = "https";
  options.tls = client_options;
  connect(std::move(options));
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::unreachable);
  EXPECT_THAT(response.error().detail, HasSubstr("handshake refused"));
}

TEST_F(Https, GivesUpOnAHandshakeThatStalls) {
  use_psk();
  ListenOptions secured;
  secured.tls = server_options;
  secured.bounds.handshake = 40ms;
  const auto address = listen(std::move(secured));
  auto plain = address;
  plain.scheme = "http";
  connect_to(plain);
  // Five octets of a record header, and then nothing.
  EXPECT_EQ(send_octets(std::string_view{"\x16\x03\x01\x02\x00", 5}).value(), "");
  EXPECT_THAT(server_tap.events(), HasSubstr("handshake: deadline passed"));
}

struct BadCredential {
  const char* what;
  std::function<void(TlsClientOptions&, TlsServerOptions&)> spoil;
  Errc code;
  bool at_server;
};

class BadCredentials : public Https, public ::testing::WithParamInterface<BadCredential> {};

TEST_P(BadCredentials, AreReportedAtOnce) {
  use_certificates();
  GetParam().spoil(client_options, server_options);
  if (GetParam().at_server) {
    ListenOptions options;
    options.handler = echo;
    options.tls = server_options;
    const auto made = transport->listen(std::move(options));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, GetParam().code) << to_string(made.error());
  } else {
    ConnectOptions options;
    options.address = harness::parse_address("https://127.0.0.1:1").value();
    options.tls = client_options;
    const auto made = transport->connect(std::move(options));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, GetParam().code) << to_string(made.error());
  }
}

harness::PskCredential psk(std::string identity, std::shared_ptr<const crypto::SecretBytes> key) {
  return {.identity = std::move(identity), .key = std::move(key)};
}

INSTANTIATE_TEST_SUITE_P(
    Https,
    BadCredentials,
    ::testing::Values(
        BadCredential{"EmptyIdentity",
                      [](auto& client, auto&) { client.credential = psk("", key_of(1)); },
                      Errc::malformed,
                      false},
        BadCredential{
            "LongIdentity",
            [](auto& client, auto&) { client.credential = psk(std::string(129, 'x'), key_of(1)); },
            Errc::malformed,
            false},
        BadCredential{
            "NulInIdentity",
            [](auto& client, auto&) { client.credential = psk(std::string("a\0b", 3), key_of(1)); },
            Errc::malformed,
            false},
        BadCredential{"NoKey",
                      [](auto& client, auto&) { client.credential = psk("id", nullptr); },
                      Errc::malformed,
                      false},
        BadCredential{"NoWayToKnowTheServer",
                      [](auto& client, auto&) { client.anchors_pem.clear(); },
                      Errc::malformed,
                      false},
        BadCredential{"NoPem",
                      [](auto& client, auto&) { client.anchors_pem = {"no PEM"}; },
                      Errc::malformed,
                      false},
        BadCredential{"NoSuchSuite",
                      [](auto& client, auto&) { client.ciphers = "ROT13"; },
                      Errc::malformed,
                      false},
        BadCredential{"VersionsUpsideDown",
                      [](auto& client, auto&) { client.min_version = TlsVersion::tls13; },
                      Errc::malformed,
                      false},
        BadCredential{"KeyOfAnotherCertificate",
                      [](auto&, auto& server) {
                        server.certificate->key_pem = pki().issue({"x.example"}, {}).key_pem;
                      },
                      Errc::key_mismatch,
                      true},
        BadCredential{"NoChain",
                      [](auto&, auto& server) { server.certificate->chain_pem.clear(); },
                      Errc::malformed,
                      true},
        BadCredential{"NoPrivateKey",
                      [](auto&, auto& server) { server.certificate->key_pem = nullptr; },
                      Errc::malformed,
                      true},
        BadCredential{"NoCredential",
                      [](auto&, auto& server) { server.certificate.reset(); },
                      Errc::malformed,
                      true},
        BadCredential{"NoWayToKnowTheClients",
                      [](auto&, auto& server) { server.anchors_pem.clear(); },
                      Errc::malformed,
                      true}),
    [](const auto& test) { return test.param.what; });

}  // namespace
}  // namespace plumbline::adapters::http::testing
