#include "plumbline/data_at_rest/crypto_params.hpp"

#include <gmock/gmock.h>

namespace plumbline::data_at_rest {
namespace {

using testing::HasSubstr;

TEST(CryptoParamsTest, EveryMemberSurvivesTheRoundTrip) {
  CryptoParams params;
  params.alg = "dir";
  params.enc = "A256GCM";
  params.kl = 256;
  params.kid = "6F@tef.example";
  params.salt = Bytes{0x55, 0xAA};
  params.nonce = Bytes{0x01};
  params.ct = "20240131T120000";
  params.hash = crypto::HashAlgorithm::sha384;
  params.src = KeySource::ke;
  params.lvl = Level::resource;
  params.use = Use::aead;
  const auto read = parse_crypto_params(to_text(params));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read.value(), params);
}

TEST(CryptoParamsTest, OctetsAreHexAndWordsAreTheirs) {
  const auto read = parse_crypto_params(
      R"({"salt":"0a0B","hash":"sha512","src":"exporter","lvl":"master","use":"conf"})");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read.value().salt, (Bytes{0x0a, 0x0b}));
  EXPECT_EQ(read.value().hash, crypto::HashAlgorithm::sha512);
  EXPECT_EQ(read.value().src, KeySource::exporter);
  EXPECT_EQ(read.value().lvl, Level::master);
  EXPECT_EQ(read.value().use, Use::confidentiality);
}

TEST(CryptoParamsTest, AbsentMembersAreLeftOut) {
  EXPECT_EQ(to_text({}), "{}");
  const auto read = parse_crypto_params("{}");
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value(), CryptoParams{});
}

struct Refused {
  const char* json;
  const char* named;
};

class CryptoParamsRefusal : public testing::TestWithParam<Refused> {};

TEST_P(CryptoParamsRefusal, NamesTheMember) {
  const auto read = parse_crypto_params(GetParam().json);
  ASSERT_TRUE(read.has_error());
  EXPECT_THAT(read.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(Members,
                         CryptoParamsRefusal,
                         testing::Values(Refused{R"({"salt":"0"})", "salt"},
                                         Refused{R"({"hash":"md5"})", "hash"},
                                         Refused{R"({"src":"own"})", "src"},
                                         Refused{R"({"lvl":"all"})", "lvl"},
                                         Refused{R"({"use":"sig"})", "use"},
                                         Refused{R"({"kl":0})", "kl"},
                                         Refused{R"({"alg":7})", "alg"},
                                         Refused{R"({"extra":1})", "extra"}));

TEST(CryptoParamsTest, EveryNameIsReadAsItIsWritten) {
  for (const Use use : {Use::confidentiality, Use::authenticity, Use::aead, Use::master}) {
    EXPECT_EQ(use_named(name_of(use)), use);
  }
  for (const Level level : {Level::master, Level::keys, Level::resource}) {
    EXPECT_EQ(level_named(name_of(level)), level);
  }
  for (const KeyScope scope : {KeyScope::data, KeyScope::container, KeyScope::instance}) {
    EXPECT_EQ(key_scope_named(name_of(scope)), scope);
  }
  EXPECT_EQ(key_scope_named("instance"), std::nullopt);
}

}  // namespace
}  // namespace plumbline::data_at_rest
