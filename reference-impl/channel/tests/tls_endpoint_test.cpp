#include "plumbline/channel/tls_endpoint.hpp"

#include "endpoints.hpp"

#include <string>

namespace plumbline::channel {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kLabel = "EXPORTER-oneM2M-ESCertKE";

TEST_F(TlsEndpointTest, BothExportTheSameOnceBothHaveFinished) {
  ASSERT_TRUE(shake_hands());
  EXPECT_TRUE(client->finished());
  EXPECT_TRUE(server->finished());
  EXPECT_EQ(exported(*client, kLabel), exported(*server, kLabel));
  EXPECT_NE(exported(*client, kLabel), exported(*client, "EXPORTER-oneM2M-Connection"));
  EXPECT_EQ(client->peer_chain().at(0).dns_names().at(0), kServerId);
  EXPECT_EQ(server->peer_chain().at(0).uris().at(0), kClientId);
}

TEST_F(TlsEndpointTest, EachSessionHasItsOwnKey) {
  ASSERT_TRUE(shake_hands());
  const Bytes first = exported(*client, kLabel);
  begin();
  ASSERT_TRUE(shake_hands());
  EXPECT_NE(exported(*client, kLabel), first);
}

TEST_F(TlsEndpointTest, EachSuiteWorks) {
  for (const Suite suite : default_suites()) {
    client_context =
        make_tls_context(
            {.role = Role::client, .credential = pki.issue(client_identity), .suites = {suite}})
            .value();
    begin();
    ASSERT_TRUE(shake_hands());
    // ServerHello: version, random, an empty session id, then the suite.
    const Bytes hello = read_flight(flights[1]).value().at(0).body;
    EXPECT_EQ(hello.at(34), 0) << "a session to resume was offered";
    EXPECT_EQ(hello.at(35) << 8U | hello.at(36), static_cast<int>(suite));
    EXPECT_EQ(exported(*client, kLabel), exported(*server, kLabel));
  }
}

TEST_F(TlsEndpointTest, NoSuiteInCommonIsRefused) {
  server_context = make_tls_context({.role = Role::server,
                                     .credential = pki.issue(server_identity),
                                     .suites = {Suite::ecdhe_ecdsa_aes_128_ccm_8}})
                       .value();
  client_context = make_tls_context({.role = Role::client,
                                     .credential = pki.issue(client_identity),
                                     .suites = {Suite::ecdhe_ecdsa_aes_128_cbc_sha256}})
                       .value();
  begin();
  const auto refused = shake_hands();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unreachable);
  EXPECT_THAT(refused.error().detail, HasSubstr("no shared cipher"));
}

TEST_F(TlsEndpointTest, TheServerNameIsIndicated) {
  client_peer.server_name = kServerId;
  begin();
  EXPECT_THAT(std::string{as_text(client->advance().value())}, HasSubstr(kServerId));
}

TEST_F(TlsEndpointTest, NothingIsExportedBeforeTheEnd) {
  flights[0] = client->advance().value();
  EXPECT_EQ(client->export_unverified(kLabel, 48).error().code, Errc::not_permitted);
  flights[1] = server->advance(flights[0]).value();
  flights[2] = client->advance(flights[1]).value();
  EXPECT_EQ(client->export_keying_material(kLabel, 48).error().code, Errc::not_permitted);
  EXPECT_FALSE(client->finished());
  const auto early = client->export_unverified(kLabel, 48).value();
  flights[3] = server->advance(flights[2]).value();
  ASSERT_TRUE(client->advance(flights[3]));
  EXPECT_EQ(client->export_keying_material(kLabel, 48).value(), early);
}

TEST_F(TlsEndpointTest, ThePeerCheckDecides) {
  server_peer = pki.expecting({crypto::IdentityKind::ae_id, "//sp.example/cse-a/Cae2"});
  begin();
  const auto refused = shake_hands();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::authentication_failed);
  EXPECT_THAT(refused.error().detail, HasSubstr("Cae2"));
  EXPECT_FALSE(server->finished());
  EXPECT_TRUE(server->peer_chain().empty());
  EXPECT_FALSE(client->finished());
}

TEST_F(TlsEndpointTest, TimeIsTheCallers) {
  client_peer = pki.expecting(server_identity, testing::kNow + 11 * testing::kDay);
  begin();
  EXPECT_EQ(shake_hands().error().code, Errc::expired);
}

TEST_F(TlsEndpointTest, TheChainOverAnIntermediateGoesAlong) {
  const auto middle = crypto::issue_certificate(testing::authority("middle"), &pki.root);
  auto issued = crypto::issue_certificate(testing::end_entity(client_identity), &middle);
  client_context = testing::context_of(
      Role::client, {.chain = {issued.certificate, middle.certificate}, .key = issued.key});
  begin();
  ASSERT_TRUE(shake_hands());
  EXPECT_EQ(server->peer_chain().size(), 2U);
}

TEST_F(TlsEndpointTest, OctetsMayComeInAnyPortions) {
  const Bytes hello = client->advance().value();
  Bytes answer;
  for (const std::uint8_t octet : hello) {
    ASSERT_TRUE(answer.empty());
    answer = server->advance({&octet, 1}).value();
  }
  EXPECT_TRUE(client->advance(answer));
}

TEST_F(TlsEndpointTest, OctetsAfterTheEndAreRefused) {
  ASSERT_TRUE(shake_hands());
  EXPECT_EQ(client->advance(flights[3]).error().code, Errc::conflict);
  begin();
  flights[0] = client->advance().value();
  flights[1] = server->advance(flights[0]).value();
  flights[2] = client->advance(flights[1]).value();
  flights[2].push_back(23);
  EXPECT_EQ(server->advance(flights[2]).error().code, Errc::malformed);
  EXPECT_FALSE(server->finished());
}

TEST_F(TlsEndpointTest, AnAlertIsAnError) {
  ASSERT_TRUE(client->advance());
  const auto refused = client->advance(Bytes{21, 3, 3, 0, 2, 2, 40});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unreachable);
  EXPECT_THAT(refused.error().detail, HasSubstr("the peer refused"));
  EXPECT_THAT(refused.error().detail, HasSubstr("handshake failure"));
  EXPECT_EQ(client->advance().error().code, Errc::conflict);
}

TEST_F(TlsEndpointTest, AChangedFinishedIsRefused) {
  flights[0] = client->advance().value();
  flights[1] = server->advance(flights[0]).value();
  flights[2] = client->advance(flights[1]).value();
  flights[2].back() ^= 1U;
  EXPECT_EQ(server->advance(flights[2]).error().code, Errc::unreachable);
  EXPECT_EQ(server->export_keying_material(kLabel, 48).error().code, Errc::not_permitted);
}

TEST_F(TlsEndpointTest, InputIsBounded) {
  EXPECT_EQ(server->advance(Bytes(kLargestInput + 1)).error().code, Errc::too_large);
}

TEST_F(TlsEndpointTest, AContextNeedsAKeyOfItsCertificate) {
  TlsOptions options{.role = Role::client, .credential = pki.issue(client_identity)};
  options.credential.key = crypto::PrivateKey::generate(crypto::KeyKind::ec_p256);
  EXPECT_EQ(make_tls_context(options).error().code, Errc::key_mismatch);
  options.credential.key = crypto::PrivateKey::generate(crypto::KeyKind::ec_p384);
  EXPECT_EQ(make_tls_context(options).error().code, Errc::key_mismatch);
  options.suites.clear();
  EXPECT_EQ(make_tls_context(options).error().code, Errc::invalid_value);
  options = {.role = Role::client, .credential = pki.issue(client_identity)};
  options.credential.chain.clear();
  EXPECT_EQ(make_tls_context(options).error().code, Errc::invalid_value);
}

}  // namespace
}  // namespace plumbline::channel
