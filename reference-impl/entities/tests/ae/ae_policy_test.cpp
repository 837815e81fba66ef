#include "plumbline/entities/ae/ae_policy.hpp"

#include "plumbline/crypto/random.hpp"
#include "plumbline/keys/exporter.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities {
namespace {

using data_at_rest::KeyNeed;
using data_at_rest::KeyScope;
using data_at_rest::Level;
using data_at_rest::Use;

Bytes octets(std::string_view hex) {
  return from_hex(hex).value();
}

class AePolicyTest : public ::testing::Test {
 protected:
  std::string working_key(const AeServedCredential& credential) {
    const auto key = policy_.working_key(need_, credential);
    return key ? to_hex(key.value().expose()) : to_string(key.error());
  }

  // Known answers of the clause's formulas under Salt 32 × 0x55 and Ke 00…1f.
  Bytes master_ = octets("55a944bbc34de13971d4867fc993839bf4c108d50d217b2bfb6eaed2122687bb");
  Bytes auth_ = octets("cd98e1165f543e9c3bbfe82338e26ff67beb09c699fa6d7d8cab24108e6a01c9");
  Bytes conf_ = octets("cc7d13231ddc8e29b9f5fd3e9f1c07ffcda215f05fb2334981b68c541c674c09");
  KeyNeed need_ = [] {
    KeyNeed need;
    need.use = Use::confidentiality;
    need.scope = KeyScope::container;
    need.container = "Container-x";
    need.freshness = {.nonce = Bytes(16, 1), .time = "20240131T120000", .by_time = true};
    return need;
  }();
  AePolicy policy_;
};

// DS-18: from each of the three depths the client gets to the same key.
TEST_F(AePolicyTest, EveryDepthLeadsToTheContainerKeys) {
  const std::string conf = "63b541fc4e19d2324bf5ab9261e5a79d9997aa29f9c0ebf0c1784f0ba2f8a9b7";
  const std::string auth = "b3f17258da1e7c39537284f64fd0c46f4d0589582ce8ade64effeca88f36ca47";
  EXPECT_EQ(working_key({.id = "i", .use = Use::master, .level = Level::master, .key = master_}),
            conf);
  EXPECT_EQ(
      working_key({.id = "i", .use = Use::confidentiality, .level = Level::keys, .key = conf_}),
      conf);
  const Bytes given = octets(conf);
  EXPECT_EQ(
      working_key({.id = "i", .use = Use::confidentiality, .level = Level::resource, .key = given}),
      conf);
  need_.use = Use::authenticity;
  EXPECT_EQ(working_key({.id = "i", .use = Use::master, .level = Level::master, .key = master_}),
            auth);
  EXPECT_EQ(working_key({.id = "i", .use = Use::authenticity, .level = Level::keys, .key = auth_}),
            auth);
}

// DS-09
TEST_F(AePolicyTest, TheInstanceKeyEncryptsUnderItsOwnLabel) {
  need_.scope = KeyScope::instance;
  EXPECT_EQ(
      working_key({.id = "i", .use = Use::confidentiality, .level = Level::keys, .key = conf_}),
      "12a71bba07962bd88a7f3b2f02510a6316692752f5f7fb62706673b54ec5fc13");
}

// DS-05
TEST_F(AePolicyTest, OneKeyServesAnAeadAlgorithm) {
  need_.use = Use::aead;
  need_.scope = KeyScope::data;
  EXPECT_EQ(working_key({.id = "i", .use = Use::master, .level = Level::master, .key = master_}),
            to_hex(conf_));
}

TEST_F(AePolicyTest, ACredentialServesItsOwnUseOnly) {
  EXPECT_THAT(
      working_key({.id = "i", .use = Use::authenticity, .level = Level::keys, .key = auth_}),
      ::testing::HasSubstr("key_mismatch"));
  EXPECT_THAT(working_key({.id = "i", .use = Use::master, .level = Level::keys, .key = auth_}),
              ::testing::HasSubstr("key_mismatch"));
}

// DS-01, TS-0003 clause 10.3.1
TEST_F(AePolicyTest, TheSessionKeyIsTheSecondPartOfTheExport) {
  onem2m::Association association;
  EXPECT_EQ(policy_.session_key(association).error().code, Errc::unsupported);
  association.exporter = [](std::string_view label,
                            std::size_t size) -> Result<crypto::SecretBytes> {
    EXPECT_EQ(label, "EXPORTER-oneM2M-Connection");
    crypto::SecretBytes exported{size};
    for (std::size_t i = 0; i < size; ++i) {
      exported.expose_mutable()[i] = static_cast<std::uint8_t>(i);
    }
    return exported;
  };
  const auto key = policy_.session_key(association);
  ASSERT_TRUE(key);
  EXPECT_EQ(to_hex(key.value().expose()),
            "101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f");
}

// DS-10, DS-06
TEST_F(AePolicyTest, NothingIsChosenTwice) {
  crypto::SystemRandom random;
  const TimePoint now = onem2m::from_timestamp("20240131T120000").value();
  const auto one = policy_.choose_freshness(random, now, true);
  const auto other = policy_.choose_freshness(random, now, true);
  EXPECT_EQ(one.nonce.size(), 16U);
  EXPECT_NE(one.nonce, other.nonce);
  EXPECT_EQ(one.time, "20240131T120000");
  EXPECT_TRUE(one.by_time);
  EXPECT_NE(policy_.choose_salt(random), policy_.choose_salt(random));
  EXPECT_FALSE(policy_.generate_key(random, 32) == policy_.generate_key(random, 32));
}

// DS-13
TEST_F(AePolicyTest, CredentialNamesHaveTheThreeForms) {
  const AeKeyName name{.ae = "AE1", .container = "Container-x", .use = Use::confidentiality};
  const auto named = [&](AeCredentialIdForm form) {
    return policy_.credential_name(form, name, crypto::HashAlgorithm::sha256);
  };
  EXPECT_EQ(named(AeCredentialIdForm::minted), std::nullopt);
  EXPECT_EQ(named(AeCredentialIdForm::named), "K_AE1_Container-x_data_conf-Id");
  EXPECT_EQ(named(AeCredentialIdForm::hashed),
            "0E3AD5D24202DDFCE48831D31217ECB96C08BAFEFD736A874B7B69DFF0BAA40E");
}

// DS-19
TEST_F(AePolicyTest, ACredentialIsUsableUntilItsEnd) {
  const TimePoint end{milliseconds{1000}};
  EXPECT_TRUE(policy_.usable(end, TimePoint{milliseconds{999}}));
  EXPECT_FALSE(policy_.usable(end, end));
}

}  // namespace
}  // namespace plumbline::entities
