#include "plumbline/keys/data_security.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

using crypto::HashAlgorithm;

DataSecurityInput known_input(const Bytes& key) {
  return {.hash = HashAlgorithm::sha256, .salt = Bytes(32, 0x55), .key = key};
}

TEST(DataSecurity, KnownAnswers) {
  const Bytes ke = octets_from(0x00);
  const auto keys = derive_data_security(known_input(ke)).value();
  EXPECT_EQ(hex(keys.master), "55a944bbc34de13971d4867fc993839bf4c108d50d217b2bfb6eaed2122687bb");
  EXPECT_EQ(hex(keys.authenticity),
            "cd98e1165f543e9c3bbfe82338e26ff67beb09c699fa6d7d8cab24108e6a01c9");
  EXPECT_EQ(hex(keys.confidentiality),
            "cc7d13231ddc8e29b9f5fd3e9f1c07ffcda215f05fb2334981b68c541c674c09");
}

TEST(DataSecurity, ExpansionOfTheMasterAloneGivesTheSameKeys) {
  const Bytes ke = octets_from(0x00);
  for (const auto hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
    DataSecurityInput input = known_input(ke);
    input.hash = hash;
    const auto all = derive_data_security(input).value();
    const auto expanded = expand_data_security(hash, all.master.expose());
    EXPECT_EQ(expanded.master, all.master);
    EXPECT_EQ(expanded.authenticity, all.authenticity);
    EXPECT_EQ(expanded.confidentiality, all.confidentiality);
    EXPECT_EQ(all.confidentiality.size(), crypto::size_of(hash));
    EXPECT_FALSE(all.authenticity == all.confidentiality);
  }
}

TEST(DataSecurity, AbsentSaltMeansZeroOctetsOfTheHashSize) {
  const Bytes ke = octets_from(0x00);
  for (const auto hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
    const auto absent = derive_data_security({.hash = hash, .salt = {}, .key = ke}).value();
    const auto zeros =
        derive_data_security({.hash = hash, .salt = Bytes(crypto::size_of(hash)), .key = ke})
            .value();
    EXPECT_EQ(absent.master, zeros.master);
    const auto other =
        derive_data_security({.hash = hash, .salt = Bytes(crypto::size_of(hash), 1), .key = ke})
            .value();
    EXPECT_FALSE(absent.master == other.master);
  }
}

TEST(DataSecurity, RefusesAnEmptyKey) {
  EXPECT_EQ(derive_data_security({}).error().code, Errc::invalid_length);
}

TEST(DataSecurity, AeadKeyIsTheChosenOne) {
  const Bytes ke = octets_from(0x00);
  const auto keys = derive_data_security(known_input(ke)).value();
  EXPECT_EQ(to_hex(aead_key(keys)), hex(keys.confidentiality));
  EXPECT_EQ(to_hex(aead_key(keys, AeadKey::authenticity)), hex(keys.authenticity));
}

class ResourceKey : public testing::Test {
 protected:
  ResourceKey() : keys(derive_data_security(known_input(ke)).value()) {}

  ResourceKeyInput with(const crypto::SecretBytes& key, ResourceKind kind) const {
    return {.hash = HashAlgorithm::sha256,
            .key = key.expose(),
            .kind = kind,
            .container_name = "Container-x",
            .freshness = as_bytes("20240131T120000")};
  }

  const Bytes ke = octets_from(0x00);
  const DataSecurityKeys keys;
};

TEST_F(ResourceKey, KnownAnswersOfAContainer) {
  EXPECT_EQ(hex(derive_resource_authenticity_key(with(keys.authenticity, ResourceKind::container))),
            "b3f17258da1e7c39537284f64fd0c46f4d0589582ce8ade64effeca88f36ca47");
  EXPECT_EQ(
      hex(derive_resource_confidentiality_key(with(keys.confidentiality, ResourceKind::container))),
      "63b541fc4e19d2324bf5ab9261e5a79d9997aa29f9c0ebf0c1784f0ba2f8a9b7");
}

TEST_F(ResourceKey, KnownAnswersOfAnInstance) {
  EXPECT_EQ(hex(derive_resource_confidentiality_key(
                with(keys.confidentiality, ResourceKind::content_instance))),
            "12a71bba07962bd88a7f3b2f02510a6316692752f5f7fb62706673b54ec5fc13");
  // TR-0012 7.3.2.2: its authenticity key names the container.
  EXPECT_EQ(hex(derive_resource_authenticity_key(
                with(keys.authenticity, ResourceKind::content_instance))),
            "b3f17258da1e7c39537284f64fd0c46f4d0589582ce8ade64effeca88f36ca47");
}

TEST_F(ResourceKey, AnotherNonceOrNameGivesAnotherKey) {
  auto input = with(keys.confidentiality, ResourceKind::container);
  const auto key = hex(derive_resource_confidentiality_key(input));
  const Bytes nonce(16, 0xA5);
  input.freshness = nonce;
  const auto with_nonce = hex(derive_resource_confidentiality_key(input));
  input.container_name = "Container-y";
  const auto with_name = hex(derive_resource_confidentiality_key(input));
  EXPECT_NE(key, with_nonce);
  EXPECT_NE(with_nonce, with_name);
}

TEST_F(ResourceKey, RefusesWhatTheFormulaNeedsAndIsEmpty) {
  const auto full = with(keys.authenticity, ResourceKind::container);
  for (const auto derive :
       {&derive_resource_authenticity_key, &derive_resource_confidentiality_key}) {
    auto input = full;
    input.key = {};
    EXPECT_EQ(derive(input).error().code, Errc::invalid_length);
    input = full;
    input.container_name = {};
    EXPECT_EQ(derive(input).error().code, Errc::invalid_length);
    input = full;
    input.freshness = {};
    EXPECT_EQ(derive(input).error().code, Errc::invalid_length);
  }
}

}  // namespace
}  // namespace plumbline::keys
