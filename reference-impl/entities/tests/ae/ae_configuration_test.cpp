#include "plumbline/entities/ae/ae_configuration.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities {
namespace {

using ::testing::HasSubstr;

Json whole() {
  return Json::parse(R"({
    "name": "AE1", "identity": "//sp.example/cse-a/Cae1",
    "cse": {"uri": "https://[::1]:8443", "originator": "Cae1", "tls": "1.3", "anchors": ["PEM"],
            "server": {"kind": "cse_id", "value": "cse-a.sp.example"},
            "credential": {"certificate": {"chain": "CHAIN", "key": "KEY"}}},
    "tef": {"uri": "https://127.0.0.1:8444", "fqdn": "tef.example",
            "credential": {"psk": {"identity": "ae1", "key": "000102030405060708090a0b0c0d0e0f"}}},
    "enrolment_keys": [{"id": "KeID", "key": "000102030405060708090a0b0c0d0e0f"}]})");
}

TEST(AeConfigurationTest, ReadsEveryMember) {
  const auto parsed = parse_ae_configuration(whole());
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  const AeConfiguration& configuration = parsed.value();
  EXPECT_EQ(configuration.name, "AE1");
  EXPECT_EQ(configuration.tef_fqdn, "tef.example");
  ASSERT_TRUE(configuration.cse);
  EXPECT_EQ(configuration.cse->originator, "Cae1");
  EXPECT_TRUE(configuration.cse->tls13);
  EXPECT_EQ(configuration.cse->server->kind, crypto::IdentityKind::cse_id);
  EXPECT_EQ(std::get<AeCertificateCredential>(configuration.cse->credential).chain_pem, "CHAIN");
  ASSERT_TRUE(configuration.tef);
  EXPECT_EQ(configuration.tef->originator, configuration.identity);
  EXPECT_EQ(std::get<AePskCredential>(configuration.tef->credential).key->size(), 16U);
  EXPECT_EQ(configuration.enrolment_keys.at("KeID")->size(), 16U);
}

struct Refused {
  const char* name;
  const char* pointer;
  Json value;
  const char* named;
};

class AeConfigurationRefusal : public ::testing::TestWithParam<Refused> {};

TEST_P(AeConfigurationRefusal, NamesTheMember) {
  Json argument = whole();
  argument[Json::json_pointer{GetParam().pointer}] = GetParam().value;
  const auto parsed = parse_ae_configuration(argument);
  ASSERT_TRUE(parsed.has_error());
  EXPECT_THAT(parsed.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    Members,
    AeConfigurationRefusal,
    ::testing::Values(Refused{"unknown", "/colour", "red", "colour"},
                      Refused{"identity", "/identity", "Cae1", "identity"},
                      Refused{"uri", "/cse/uri", 7, "uri"},
                      Refused{"tls", "/cse/tls", "1.1", "tls"},
                      Refused{"anchors", "/cse/anchors/0", 7, "anchors"},
                      Refused{"server", "/cse/server/kind", "name", "kind"},
                      Refused{"key", "/tef/credential/psk/key", "0001", "key"},
                      Refused{
                          "two_credentials", "/tef/credential/certificate", Json::object(), "psk"},
                      Refused{"no_credential", "/tef/credential", Json::object(), "psk"},
                      Refused{"certificate", "/cse/credential/certificate/more", 1, "more"},
                      Refused{"enrolment", "/enrolment_keys/0/key", "0001", "key"}),
    [](const auto& refused) { return refused.param.name; });

// AR-03, AR-17
TEST(AeConfigurationTest, AChannelIsWhatTheConfigurationPromises) {
  AePeerConfiguration peer;
  peer.uri = "https://h:1";
  EXPECT_TRUE(channel_of(peer).secured);
  EXPECT_FALSE(channel_of(peer).peer_authenticated);
  peer.anchors_pem = {"PEM"};
  EXPECT_TRUE(channel_of(peer).peer_authenticated);
  peer.anchors_pem.clear();
  peer.credential = AePskCredential{};
  EXPECT_TRUE(channel_of(peer).peer_authenticated);
  peer.uri = "http://h:1";
  EXPECT_FALSE(channel_of(peer).secured);
  EXPECT_FALSE(channel_of(peer).peer_authenticated);
}

}  // namespace
}  // namespace plumbline::entities
