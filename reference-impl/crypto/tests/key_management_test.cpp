#include "plumbline/crypto/key_management.hpp"

#include "rsa_keys.hpp"
#include "wycheproof.hpp"

#include <array>
#include <optional>

namespace plumbline::crypto {
namespace {

PrivateKey p256_key(std::string_view x, std::string_view y, std::string_view d) {
  return PrivateKey::from_ec(KeyKind::ec_p256,
                             {from_base64url(x).value(), from_base64url(y).value()},
                             SecretBytes{from_base64url(d).value()})
      .value();
}

// RFC 7518 appendix C: Alice's ephemeral and Bob's static key
const PrivateKey& alice() {
  static const PrivateKey key = p256_key("gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
                                         "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
                                         "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo");
  return key;
}

const PrivateKey& bob() {
  static const PrivateKey key = p256_key("weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
                                         "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
                                         "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw");
  return key;
}

constexpr std::string_view kSharedSecret =
    "9e56d91d817135d372834283bf84269cfb316ea3da806a48f6daa7798cfe90c4";

TEST(Ecdh, KnownAnswer) {
  EXPECT_EQ(hex(ecdh(alice(), bob().public_key()).value()), kSharedSecret);
  EXPECT_EQ(hex(ecdh(bob(), alice().public_key()).value()), kSharedSecret);
}

TEST(Ecdh, SecretHasTheFieldSize) {
  for (const auto& [kind, size] : {std::pair{KeyKind::ec_p256, 32U},
                                   std::pair{KeyKind::ec_p384, 48U},
                                   std::pair{KeyKind::ec_p521, 66U}}) {
    const auto mine = PrivateKey::generate(kind);
    const auto theirs = PrivateKey::generate(kind);
    const auto secret = ecdh(mine, theirs.public_key()).value();
    EXPECT_EQ(secret.size(), size);
    EXPECT_EQ(secret, ecdh(theirs, mine.public_key()).value());
  }
}

TEST(Ecdh, NeedsTwoKeysOnOneCurve) {
  const auto p384 = PrivateKey::generate(KeyKind::ec_p384);
  const auto ed25519 = PrivateKey::generate(KeyKind::ed25519);
  EXPECT_EQ(ecdh(alice(), p384.public_key()).error().code, Errc::key_mismatch);
  EXPECT_EQ(ecdh(p384, alice().public_key()).error().code, Errc::key_mismatch);
  EXPECT_EQ(ecdh(ed25519, ed25519.public_key()).error().code, Errc::key_mismatch);
}

// RFC 7518 appendix C
TEST(ConcatKdf, KnownAnswer) {
  const Bytes secret = octets(kSharedSecret);
  const auto key = concat_kdf({.shared_secret = secret,
                               .algorithm_id = "A128GCM",
                               .party_u = as_bytes("Alice"),
                               .party_v = as_bytes("Bob"),
                               .output_size = 16});
  EXPECT_EQ(to_base64url(key.value().expose()), "VqqN6vgjbSBcIijNcacQGg");
}

// Computed apart with ConcatKDFHash of Python's cryptography.
TEST(ConcatKdf, TwoRounds) {
  const Bytes secret = octets(kSharedSecret);
  const auto key = concat_kdf({.shared_secret = secret,
                               .algorithm_id = "A256CBC-HS512",
                               .party_u = {},
                               .party_v = {},
                               .output_size = 64});
  EXPECT_EQ(hex(key.value()),
            "3f02e7784c78bf16a7ea9d5d62347bd600bf2478e497a159ef564b4d2e4ba128"
            "736c3ce31028ae5ae14793c36d7378ee70062ac7d86feaccbf2ed2e5ebdf502d");
}

// Computed apart with hashlib of Python.
TEST(ConcatKdf, OtherInfoAsItStands) {
  const Bytes secret = octets("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  const auto key =
      one_step_kdf({.shared_secret = secret, .other_info = as_bytes("abc"), .output_size = 40});
  EXPECT_EQ(hex(key.value()),
            "4289406d454958cbdc907545b943ea48b73259b37b48c31eb3a12dce3358bbb9"
            "262d427052a9d011");
}

TEST(ConcatKdf, RefusesOtherSizes) {
  const Bytes secret(32, 1);
  for (const std::size_t size : {0U, 65U, 1000U}) {
    EXPECT_EQ(concat_kdf({.shared_secret = secret,
                          .algorithm_id = "A128GCM",
                          .party_u = {},
                          .party_v = {},
                          .output_size = size})
                  .error()
                  .code,
              Errc::invalid_length);
  }
}

class RsaOaep : public ::testing::Test {
 protected:
  const PrivateKey& key = rsa_key();
  const Bytes secret = octets_from(1, 32);
};

TEST_F(RsaOaep, OpensWhatItSealed) {
  for (const auto hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
    const std::size_t longest = 256 - 2 * size_of(hash) - 2;
    for (const std::size_t size : {std::size_t{0}, std::size_t{32}, longest}) {
      const Bytes message = octets_from(9, size);
      const Bytes sealed = rsa_oaep_encrypt(hash, key.public_key(), message).value();
      EXPECT_EQ(sealed.size(), 256U);
      EXPECT_EQ(hex(rsa_oaep_decrypt(hash, key, sealed).value()), to_hex(message));
    }
    EXPECT_EQ(rsa_oaep_encrypt(hash, key.public_key(), Bytes(longest + 1)).error().code,
              Errc::invalid_length);
  }
}

TEST_F(RsaOaep, AllFailuresLookAlike) {
  const auto hash = HashAlgorithm::sha256;
  const Bytes sealed = rsa_oaep_encrypt(hash, key.public_key(), secret).value();
  const auto expect_refused = [&](HashAlgorithm used, const PrivateKey& with, ByteView octets) {
    const auto opened = rsa_oaep_decrypt(used, with, octets);
    ASSERT_FALSE(opened);
    EXPECT_EQ(to_string(opened.error()), "authentication_failed: RSA-OAEP");
  };
  for (const std::size_t i : {0U, 1U, 128U, 255U}) {
    Bytes changed = sealed;
    changed[i] ^= 1U;
    expect_refused(hash, key, changed);
  }
  expect_refused(hash, key, {});
  expect_refused(hash, key, ByteView{sealed}.first(255));
  expect_refused(hash, key, Bytes(256, 0xFF));
  expect_refused(hash, key, Bytes(256));
  expect_refused(hash, key, Bytes(257));
  expect_refused(hash, other_rsa_key(), sealed);
  expect_refused(HashAlgorithm::sha384, key, sealed);
}

TEST_F(RsaOaep, Sha1FormOpensItsOwnOnly) {
  const Bytes sealed = rsa_oaep_sha1_encrypt(key.public_key(), secret).value();
  EXPECT_EQ(hex(rsa_oaep_sha1_decrypt(key, sealed).value()), to_hex(secret));
  EXPECT_EQ(rsa_oaep_decrypt(HashAlgorithm::sha256, key, sealed).error().code,
            Errc::authentication_failed);
  const Bytes sha2 = rsa_oaep_encrypt(HashAlgorithm::sha256, key.public_key(), secret).value();
  EXPECT_EQ(rsa_oaep_sha1_decrypt(key, sha2).error().code, Errc::authentication_failed);
  EXPECT_EQ(rsa_oaep_sha1_encrypt(key.public_key(), Bytes(256 - 2 * 20 - 1)).error().code,
            Errc::invalid_length);
}

TEST_F(RsaOaep, NeedsAnRsaKey) {
  EXPECT_EQ(rsa_oaep_encrypt(HashAlgorithm::sha256, alice().public_key(), secret).error().code,
            Errc::key_mismatch);
  EXPECT_EQ(rsa_oaep_decrypt(HashAlgorithm::sha256, alice(), secret).error().code,
            Errc::key_mismatch);
}

TEST_F(RsaOaep, Wycheproof) {
  PLUMBLINE_WYCHEPROOF(path, "rsa_oaep_2048_sha256_mgf1sha256_test.json");
  run_wycheproof(*path, takes_all, [](const WycheproofTest& test) {
    const auto rsa =
        PrivateKey::from_pem(test.group.at("privateKeyPem").get<std::string>()).value();
    const auto opened = rsa_oaep_decrypt(HashAlgorithm::sha256, rsa, test.hex("ct"));
    // RFC 7518 4.3 has the empty label; a ciphertext made with another one must not open.
    const bool valid = test.valid() && test.hex("label").empty();
    ASSERT_EQ(opened.has_value(), valid) << test.where;
    if (opened) {
      EXPECT_EQ(hex(opened.value()), to_hex(test.hex("msg"))) << test.where;
    }
  });
}

Result<EcPoint> point_of(const Json& jwk) {
  PLUMBLINE_TRY(auto x, from_base64url(jwk.at("x").get<std::string>()));
  PLUMBLINE_TRY(auto y, from_base64url(jwk.at("y").get<std::string>()));
  return EcPoint{std::move(x), std::move(y)};
}

std::optional<KeyKind> curve_of(const Json& jwk) {
  const auto name = jwk.at("crv").get<std::string>();
  if (name == "P-256") {
    return KeyKind::ec_p256;
  }
  if (name == "P-384") {
    return KeyKind::ec_p384;
  }
  return name == "P-521" ? std::optional{KeyKind::ec_p521} : std::nullopt;
}

Result<SecretBytes> agree(const Json& mine, const Json& theirs) {
  const auto curve = curve_of(theirs);
  if (!curve) {
    return fail(Errc::unsupported, "curve");
  }
  PLUMBLINE_TRY(auto point, point_of(theirs));
  PLUMBLINE_TRY(const auto pub, PublicKey::from_ec(*curve, point));
  PLUMBLINE_TRY(auto own_point, point_of(mine));
  PLUMBLINE_TRY(auto scalar, from_base64url(mine.at("d").get<std::string>()));
  PLUMBLINE_TRY(const auto key,
                PrivateKey::from_ec(KeyKind::ec_p256, own_point, SecretBytes{scalar}));
  return ecdh(key, pub);
}

TEST(Ecdh, Wycheproof) {
  PLUMBLINE_WYCHEPROOF(path, "ecdh_secp256r1_webcrypto_test.json");
  run_wycheproof(*path, takes_all, [](const WycheproofTest& test) {
    const auto secret = agree(test.test.at("private"), test.test.at("public"));
    ASSERT_EQ(secret.has_value(), test.valid()) << test.where;
    if (secret) {
      EXPECT_EQ(hex(secret.value()), to_hex(test.hex("shared"))) << test.where;
    }
  });
}

}  // namespace
}  // namespace plumbline::crypto
