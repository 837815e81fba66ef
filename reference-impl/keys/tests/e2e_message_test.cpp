#include "plumbline/keys/e2e_message.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

TEST(E2eMessage, KnownAnswers) {
  const Bytes kpsa = octets_from(0x20);
  const auto keys =
      derive_e2e_message(
          {.hash = crypto::HashAlgorithm::sha256, .salt = Bytes(32, 0x55), .key = kpsa})
          .value();
  EXPECT_EQ(hex(keys.master), "b80c4eaf58badc98c46d55dbed6c9bd440dce23d61e437b62a0bfe1f90ec63ab");
  EXPECT_EQ(hex(keys.msg_auth), "694e114194cd9c1d39e3aee9a8f58f1f6aaa885b91e2a2247db4f54111c44920");
  EXPECT_EQ(hex(keys.msg_conf), "a9f19d128e0e72190d933158e9153161f66a31b0527d0593c58a1d0be1d1f02b");
  EXPECT_EQ(hex(keys.att_auth), "c44559d356499b16c1f8b6d2020e17d497c30f34ddc19cd5bb25558e8ce7352e");
  EXPECT_EQ(hex(keys.att_conf), "2d0fc9cbd38339ed6836dabb069099307fd678772f508dc390c29192a785cc4d");
}

TEST(E2eMessage, AbsentSaltMeansZeroOctets) {
  const Bytes kpsa = octets_from(0x20);
  const auto absent =
      derive_e2e_message({.hash = crypto::HashAlgorithm::sha512, .salt = {}, .key = kpsa}).value();
  const auto zeros =
      derive_e2e_message({.hash = crypto::HashAlgorithm::sha512, .salt = Bytes(64), .key = kpsa})
          .value();
  EXPECT_EQ(absent.att_conf, zeros.att_conf);
  EXPECT_EQ(absent.att_conf.size(), 64U);
}

TEST(E2eMessage, AeadKeyIsTheChosenOne) {
  const Bytes kpsa = octets_from(0x20);
  const auto keys =
      derive_e2e_message({.hash = crypto::HashAlgorithm::sha256, .salt = {}, .key = kpsa}).value();
  EXPECT_EQ(to_hex(message_aead_key(keys)), hex(keys.msg_conf));
  EXPECT_EQ(to_hex(message_aead_key(keys, E2eAeadKey::authentication)), hex(keys.msg_auth));
  EXPECT_EQ(to_hex(attribute_aead_key(keys)), hex(keys.att_conf));
  EXPECT_EQ(to_hex(attribute_aead_key(keys, E2eAeadKey::authentication)), hex(keys.att_auth));
}

TEST(E2eMessage, RefusesAnEmptyKey) {
  EXPECT_EQ(derive_e2e_message({}).error().code, Errc::invalid_length);
}

}  // namespace
}  // namespace plumbline::keys
