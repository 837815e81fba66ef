#include "plumbline/crypto/signature.hpp"

#include "rsa_keys.hpp"
#include "wycheproof.hpp"

#include <array>

namespace plumbline::crypto {
namespace {

struct Algorithm {
  SignatureAlgorithm name;
  KeyKind kind;
  std::size_t size;  ///< of its signature
};

constexpr std::array kAlgorithms{
    Algorithm{SignatureAlgorithm::rs256, KeyKind::rsa, 256},
    Algorithm{SignatureAlgorithm::rs384, KeyKind::rsa, 256},
    Algorithm{SignatureAlgorithm::rs512, KeyKind::rsa, 256},
    Algorithm{SignatureAlgorithm::ps256, KeyKind::rsa, 256},
    Algorithm{SignatureAlgorithm::ps384, KeyKind::rsa, 256},
    Algorithm{SignatureAlgorithm::ps512, KeyKind::rsa, 256},
    Algorithm{SignatureAlgorithm::es256, KeyKind::ec_p256, 64},
    Algorithm{SignatureAlgorithm::es384, KeyKind::ec_p384, 96},
    Algorithm{SignatureAlgorithm::es512, KeyKind::ec_p521, 132},
    Algorithm{SignatureAlgorithm::eddsa, KeyKind::ed25519, 64},
};

PrivateKey key_of(KeyKind kind) {
  return kind == KeyKind::rsa ? rsa_key() : PrivateKey::generate(kind);
}

class Signature : public ::testing::TestWithParam<Algorithm> {
 protected:
  Errc verification_of(ByteView message, ByteView signature) const {
    return verify(algorithm.name, key.public_key(), message, signature).error().code;
  }

  const Algorithm algorithm = GetParam();
  const PrivateKey key = key_of(algorithm.kind);
  const Bytes data = octets_from(3, 100);
};

TEST_P(Signature, VerifiesWhatItSigned) {
  for (const ByteView message : {ByteView{data}, ByteView{}}) {
    const Bytes signature = sign(algorithm.name, key, message).value();
    EXPECT_EQ(signature.size(), algorithm.size);
    EXPECT_TRUE(verify(algorithm.name, key.public_key(), message, signature));
  }
}

// r and s are shorter than the field once in 256: padding must not depend on luck.
TEST_P(Signature, HasAFixedSize) {
  if (algorithm.kind == KeyKind::rsa) {
    EXPECT_EQ(sign(algorithm.name, key, data).value().size(), algorithm.size);
    return;
  }
  for (std::uint8_t i = 0; i < 200; ++i) {
    const Bytes message(3, i);
    const Bytes signature = sign(algorithm.name, key, message).value();
    ASSERT_EQ(signature.size(), algorithm.size);
    ASSERT_TRUE(verify(algorithm.name, key.public_key(), message, signature));
  }
}

TEST_P(Signature, RefusesChanges) {
  const Bytes signature = sign(algorithm.name, key, data).value();
  for (std::size_t i = 0; i < signature.size(); i += 7) {
    Bytes changed = signature;
    changed[i] ^= 1U;
    EXPECT_EQ(verification_of(data, changed), Errc::authentication_failed) << i;
  }
  Bytes other = data;
  other[50] ^= 1U;
  EXPECT_EQ(verification_of(other, signature), Errc::authentication_failed);
  EXPECT_EQ(verification_of({}, signature), Errc::authentication_failed);
}

TEST_P(Signature, RefusesOtherSizes) {
  Bytes signature = sign(algorithm.name, key, data).value();
  EXPECT_EQ(verification_of(data, {}), Errc::authentication_failed);
  EXPECT_EQ(verification_of(data, ByteView{signature}.first(signature.size() - 1)),
            Errc::authentication_failed);
  EXPECT_EQ(verification_of(data, Bytes(algorithm.size)), Errc::authentication_failed);
  signature.push_back(0);
  EXPECT_EQ(verification_of(data, signature), Errc::authentication_failed);
}

TEST_P(Signature, IsBoundToTheKindOfKey) {
  const Bytes signature = sign(algorithm.name, key, data).value();
  for (const auto& other : kAlgorithms) {
    if (other.kind != algorithm.kind) {
      EXPECT_EQ(sign(other.name, key, data).error().code, Errc::key_mismatch);
      EXPECT_EQ(verify(other.name, key.public_key(), data, signature).error().code,
                Errc::key_mismatch);
    } else if (other.name != algorithm.name) {
      EXPECT_EQ(verify(other.name, key.public_key(), data, signature).error().code,
                Errc::authentication_failed);
    }
  }
}

TEST_P(Signature, RefusesAnotherKey) {
  const Bytes signature = sign(algorithm.name, key, data).value();
  const bool rsa = algorithm.kind == KeyKind::rsa;
  const auto other = (rsa ? other_rsa_key() : PrivateKey::generate(algorithm.kind)).public_key();
  EXPECT_EQ(verify(algorithm.name, other, data, signature).error().code,
            Errc::authentication_failed);
}

INSTANTIATE_TEST_SUITE_P(All, Signature, ::testing::ValuesIn(kAlgorithms));

// RFC 8032 clause 7.1 tests 1 and 2
TEST(SignatureEdDsa, KnownAnswers) {
  const auto first =
      PrivateKey::from_ed25519(
          SecretBytes{octets("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")})
          .value();
  EXPECT_EQ(to_hex(sign(SignatureAlgorithm::eddsa, first, {}).value()),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  const auto second =
      PrivateKey::from_ed25519(
          SecretBytes{octets("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")})
          .value();
  EXPECT_EQ(to_hex(sign(SignatureAlgorithm::eddsa, second, octets("72")).value()),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

void run(const std::string& path, SignatureAlgorithm algorithm) {
  run_wycheproof(path, takes_all, [algorithm](const WycheproofTest& test) {
    const auto key = PublicKey::from_pem(test.group.at("publicKeyPem").get<std::string>()).value();
    const bool verified = verify(algorithm, key, test.hex("msg"), test.hex("sig")).has_value();
    // "acceptable": BER leniency that a verifier may show; OpenSSL's choice is not ours to fix.
    if (test.result() != "acceptable") {
      EXPECT_EQ(verified, test.valid()) << test.where;
    }
  });
}

TEST(SignatureEcdsa, Wycheproof) {
  PLUMBLINE_WYCHEPROOF(path, "ecdsa_secp256r1_sha256_p1363_test.json");
  run(*path, SignatureAlgorithm::es256);
}

TEST(SignatureRsa, Wycheproof) {
  PLUMBLINE_WYCHEPROOF(path, "rsa_signature_2048_sha256_test.json");
  run(*path, SignatureAlgorithm::rs256);
}

}  // namespace
}  // namespace plumbline::crypto
