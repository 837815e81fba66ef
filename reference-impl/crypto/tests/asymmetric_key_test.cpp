#include "plumbline/crypto/asymmetric_key.hpp"

#include "crypto_under_test.hpp"
#include "rsa_keys.hpp"

#include <array>
#include <stdexcept>

namespace plumbline::crypto {
namespace {

constexpr std::string_view kBrainpoolPem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFowFAYHKoZIzj0CAQYJKyQDAwIIAQEHA0IABBgDPXkX4hj0sMAMzXwGv5ntdyEQ\n"
    "RXhq+zxfSyruefoQGFa5Sdt5e9o69G0YDk1SViArP4y5QT5/2Ts+xiWWD1s=\n"
    "-----END PUBLIC KEY-----\n";
constexpr std::string_view kRsa1024Pem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC58j3LJGlM8QLZaWBNHSwVZBer\n"
    "uckFKpHzXI/Cdp/3T+kTlVtouQPVv4rcfrFSoR9gM+LTlHZPGQNhSNKeJB4zW8sQ\n"
    "HLAGLARs73SJDmThMuXoMAqLwVfUsjkb1BqefyQ1G+ZdyFeSB2zRRIIM8QO1MgEj\n"
    "6JW3hy0LRsST722H+wIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
// P-256 spelt out as numbers instead of named, the door of CVE-2020-0601
constexpr std::string_view kExplicitCurvePem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAA\n"
    "AAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA////\n"
    "///////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSd\n"
    "NgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5\n"
    "RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA\n"
    "//////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABD8JDV1WP2HFFGjYtAjcYHSY\n"
    "56J0TdUdVP0iYmTKFuZNk+avVxuCpLWUpmgi97NJwRw+zR3yUpwNiIWkF+LuRnE=\n"
    "-----END PUBLIC KEY-----\n";
constexpr std::string_view kEncryptedPem =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBCnDxjl2kNsCl8iMJK1\n"
    "jbThAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQjxo4F/AbQ7pvytZQ\n"
    "dfrySQSBkFXzKS+oFwHcofP5MnFinzS7xPBwHKPipq7OZDl4XvQOb4aGBGGJIJic\n"
    "ABzBF82PdL9jEGHwhQoogvlVTSb9nzJlrD/QkdjiGlGMFMP5vSNUsC1sYiuMztxk\n"
    "hfgcvqmXx+eUkRm0+kFdcKBICQCKOYYqTQhQhkf/Bn6Zpb48czN1smdl9GVAQHPW\n"
    "zA6t1/ieIg==\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";
// SEC1, scalar 5 on P-256
constexpr std::string_view kSec1Pem =
    "-----BEGIN EC PRIVATE KEY-----\n"
    "MHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFoAoGCCqGSM49\n"
    "AwEHoUQDQgAEUVkLelFRQNLXhMhWCGaP3++Mgv0fW+UkIVVKDcPQM+3gwX2okEpy\n"
    "fYrhvza/inkmDQEvANTYCIjR0LtE/aFtpA==\n"
    "-----END EC PRIVATE KEY-----\n";

struct Curve {
  KeyKind kind;
  std::size_t size;
  const char* x5;  ///< 5 G, computed apart with Python's cryptography
  const char* y5;
};

constexpr std::array kCurves{
    Curve{KeyKind::ec_p256,
          32,
          "51590b7a515140d2d784c85608668fdfef8c82fd1f5be52421554a0dc3d033ed",
          "e0c17da8904a727d8ae1bf36bf8a79260d012f00d4d80888d1d0bb44fda16da4"},
    Curve{KeyKind::ec_p384,
          48,
          "11de24a2c251c777573cac5ea025e467f208e51dbff98fc5"
          "4f6661cbe56583b037882f4a1ca297e60abcdbc3836d84bc",
          "8fa696c77440f92d0f5837e90a00e7c5284b447754d5dee8"
          "8c986533b6901aeb3177686d0ae8fb33184414abe6c1713a"},
    Curve{KeyKind::ec_p521,
          66,
          "00652bf3c52927a432c73dbc3391c04eb0bf7a596efdb53f0d24cf03dab8f177ace4"
          "383c0c6d5e3014237112feaf137e79a329d7e1e6d8931738d5ab5096ec8f3078",
          "015be6ef1bdd6601d6ec8a2b73114a8112911cd8fe8e872e0051edd817c9a0347087"
          "bb6897c9072cf374311540211cf5ff79d1f007257354f7f8173cc3e8deb090cb"},
};

SecretBytes scalar_5(const Curve& curve) {
  SecretBytes scalar{curve.size};
  scalar.expose_mutable().back() = 5;
  return scalar;
}

class EcKey : public ::testing::TestWithParam<Curve> {
 protected:
  const Curve curve = GetParam();
  const EcPoint point{octets(curve.x5), octets(curve.y5)};
};

TEST_P(EcKey, NumbersComeBackAsTheyWentIn) {
  const auto key = PrivateKey::from_ec(curve.kind, point, scalar_5(curve)).value();
  EXPECT_EQ(key.kind(), curve.kind);
  EXPECT_EQ(key.secret_octets().value(), scalar_5(curve));
  const auto exported = key.public_key().ec_point().value();
  EXPECT_EQ(exported.x, point.x);
  EXPECT_EQ(exported.y, point.y);
}

TEST_P(EcKey, RefusesAPointOffTheCurve) {
  EcPoint wrong = point;
  wrong.y.back() ^= 1U;
  EXPECT_EQ(PublicKey::from_ec(curve.kind, wrong).error().code, Errc::malformed);
  EXPECT_EQ(PrivateKey::from_ec(curve.kind, wrong, scalar_5(curve)).error().code, Errc::malformed);
  EXPECT_EQ(PublicKey::from_ec(curve.kind, {Bytes(curve.size), Bytes(curve.size)}).error().code,
            Errc::malformed);
  EXPECT_EQ(PublicKey::from_ec(curve.kind, {Bytes(curve.size, 0xFF), Bytes(curve.size, 0xFF)})
                .error()
                .code,
            Errc::malformed);
}

TEST_P(EcKey, RefusesOtherSizes) {
  EcPoint shorter = point;
  shorter.x.pop_back();
  EXPECT_EQ(PublicKey::from_ec(curve.kind, shorter).error().code, Errc::malformed);
  EcPoint longer = point;
  longer.y.insert(longer.y.begin(), 0);
  EXPECT_EQ(PublicKey::from_ec(curve.kind, longer).error().code, Errc::malformed);
  EXPECT_EQ(PrivateKey::from_ec(curve.kind, point, SecretBytes{curve.size - 1}).error().code,
            Errc::malformed);
  EXPECT_EQ(PrivateKey::from_ec(curve.kind, point, SecretBytes{}).error().code, Errc::malformed);
}

TEST_P(EcKey, RefusesAScalarThatDoesNotBelongToThePoint) {
  auto other = scalar_5(curve);
  other.expose_mutable().back() = 6;
  EXPECT_EQ(PrivateKey::from_ec(curve.kind, point, other).error().code, Errc::malformed);
  EXPECT_EQ(PrivateKey::from_ec(curve.kind, point, SecretBytes{curve.size}).error().code,
            Errc::malformed);
  EXPECT_EQ(
      PrivateKey::from_ec(curve.kind, point, SecretBytes{Bytes(curve.size, 0xFF)}).error().code,
      Errc::malformed);
}

INSTANTIATE_TEST_SUITE_P(Curves, EcKey, ::testing::ValuesIn(kCurves));

class AnyKey : public ::testing::TestWithParam<KeyKind> {};

TEST_P(AnyKey, GoesThroughPem) {
  const auto key = PrivateKey::generate(GetParam());
  EXPECT_EQ(key.kind(), GetParam());
  const auto again = PrivateKey::from_pem(as_text(key.to_pem().expose())).value();
  EXPECT_EQ(again.to_pem(), key.to_pem());
  const auto pub = key.public_key();
  EXPECT_EQ(pub.kind(), GetParam());
  EXPECT_EQ(PublicKey::from_pem(pub.to_pem()).value().to_pem(), pub.to_pem());
  // The private half is not in what was made for the public.
  EXPECT_EQ(PrivateKey::from_pem(pub.to_pem()).error().code, Errc::malformed);
  EXPECT_EQ(PublicKey::from_pem(as_text(key.to_pem().expose())).error().code, Errc::malformed);
}

TEST_P(AnyKey, PublicHalfHoldsNoPrivateNumber) {
  const auto key = PrivateKey::generate(GetParam());
  const auto pub = key.public_key();
  EXPECT_NE(&pub.handle(), &key.handle());
  const PrivateKey taken_for_a_pair{{std::shared_ptr<void>{}, &pub.handle()}};
  EXPECT_THROW(static_cast<void>(taken_for_a_pair.to_pem()), std::runtime_error);
}

TEST_P(AnyKey, AnswersOnlyForItsOwnKind) {
  const KeyKind kind = GetParam();
  const auto key = PrivateKey::generate(kind);
  const auto pub = key.public_key();
  EXPECT_EQ(pub.rsa_numbers().has_value(), kind == KeyKind::rsa);
  EXPECT_EQ(key.rsa_numbers().has_value(), kind == KeyKind::rsa);
  EXPECT_EQ(pub.ed25519_octets().has_value(), kind == KeyKind::ed25519);
  EXPECT_EQ(pub.ec_point().has_value(), kind != KeyKind::rsa && kind != KeyKind::ed25519);
  EXPECT_EQ(key.secret_octets().has_value(), kind != KeyKind::rsa);
}

INSTANTIATE_TEST_SUITE_P(Kinds,
                         AnyKey,
                         ::testing::Values(KeyKind::rsa,
                                           KeyKind::ec_p256,
                                           KeyKind::ec_p384,
                                           KeyKind::ec_p521,
                                           KeyKind::ed25519));

TEST(RsaKey, NumbersComeBackAsTheyWentIn) {
  const auto numbers = rsa_key().rsa_numbers().value();
  EXPECT_EQ(numbers.pub.modulus.size(), 256U);
  EXPECT_EQ(to_hex(numbers.pub.exponent), "010001");
  const auto again = PrivateKey::from_rsa(numbers).value();
  EXPECT_EQ(again.to_pem(), rsa_key().to_pem());
  EXPECT_EQ(PublicKey::from_rsa(numbers.pub).value().to_pem(), rsa_key().public_key().to_pem());
  EXPECT_EQ(rsa_key().public_key().bits(), 2048U);
}

TEST(RsaKey, RefusesSmallAndHugeModuli) {
  Bytes modulus(256, 0xFF);
  modulus.front() = 0x7F;  // 2047 bit
  const Bytes exponent{1, 0, 1};
  EXPECT_EQ(PublicKey::from_rsa({modulus, exponent}).error().code, Errc::invalid_length);
  EXPECT_EQ(PublicKey::from_rsa({Bytes(2049, 0xFF), exponent}).error().code, Errc::invalid_length);
  EXPECT_EQ(PublicKey::from_rsa({{}, exponent}).error().code, Errc::invalid_length);
  EXPECT_EQ(PublicKey::from_pem(kRsa1024Pem).error().code, Errc::invalid_length);
  EXPECT_THROW(static_cast<void>(PrivateKey::generate(KeyKind::rsa, 1024)), std::invalid_argument);
  modulus.front() = 0x80;
  EXPECT_TRUE(PublicKey::from_rsa({modulus, exponent}));
}

TEST(RsaKey, RefusesEvenModulusAndWeakExponents) {
  Bytes modulus(256, 0xFF);
  modulus.back() = 0xFE;
  EXPECT_EQ(PublicKey::from_rsa({modulus, {1, 0, 1}}).error().code, Errc::malformed);
  modulus.back() = 0xFF;
  for (const Bytes& exponent : {Bytes{}, Bytes{0}, Bytes{1}, Bytes{2}, Bytes(9, 0xFF)}) {
    EXPECT_EQ(PublicKey::from_rsa({modulus, exponent}).error().code, Errc::malformed);
  }
}

TEST(RsaKey, RefusesNumbersThatDoNotBelongTogether) {
  const auto with_change = [](SecretBytes RsaPrivateNumbers::* member) {
    auto numbers = rsa_key().rsa_numbers().value();
    auto octets = (numbers.*member).expose_mutable();
    octets[octets.size() / 2] ^= 0x10U;
    return PrivateKey::from_rsa(numbers).has_value();
  };
  EXPECT_FALSE(with_change(&RsaPrivateNumbers::d));
  EXPECT_FALSE(with_change(&RsaPrivateNumbers::p));
  EXPECT_FALSE(with_change(&RsaPrivateNumbers::q));
  EXPECT_FALSE(with_change(&RsaPrivateNumbers::dp));
  EXPECT_FALSE(with_change(&RsaPrivateNumbers::dq));
  EXPECT_FALSE(with_change(&RsaPrivateNumbers::qi));
}

TEST(RsaKey, RefusesAMissingNumber) {
  auto numbers = rsa_key().rsa_numbers().value();
  numbers.qi = SecretBytes{};
  EXPECT_EQ(PrivateKey::from_rsa(numbers).error().code, Errc::malformed);
}

// RFC 8032 clause 7.1 test 1
TEST(Ed25519Key, PublicOctetsOfASeed) {
  const auto key =
      PrivateKey::from_ed25519(
          SecretBytes{octets("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")})
          .value();
  EXPECT_EQ(to_hex(key.public_key().ed25519_octets().value()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(hex(key.secret_octets().value()),
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
}

TEST(Ed25519Key, RefusesOtherSizes) {
  for (const std::size_t size : {0U, 31U, 33U, 64U}) {
    EXPECT_EQ(PublicKey::from_ed25519(Bytes(size)).error().code, Errc::malformed);
    EXPECT_EQ(PrivateKey::from_ed25519(SecretBytes{size}).error().code, Errc::malformed);
  }
}

TEST(KeyFromPem, RefusesKindsThatAreNotOurs) {
  EXPECT_EQ(PublicKey::from_pem(kBrainpoolPem).error().code, Errc::unsupported);
  EXPECT_EQ(PublicKey::from_pem(kExplicitCurvePem).error().code, Errc::unsupported);
}

// It neither opens one nor asks anybody at the terminal.
TEST(KeyFromPem, RefusesAnEncryptedKey) {
  EXPECT_EQ(PrivateKey::from_pem(kEncryptedPem).error().code, Errc::malformed);
}

TEST(KeyFromPem, ReadsSec1) {
  const auto key = PrivateKey::from_pem(kSec1Pem).value();
  EXPECT_EQ(key.secret_octets().value(), scalar_5(kCurves[0]));
}

TEST(KeyFromPem, RefusesWhatIsNoPem) {
  for (const std::string_view text : {"", "x", "-----BEGIN PUBLIC KEY-----\n", "\x01\x02"}) {
    EXPECT_EQ(PublicKey::from_pem(text).error().code, Errc::malformed);
    EXPECT_EQ(PrivateKey::from_pem(text).error().code, Errc::malformed);
  }
}

TEST(EcCurves, OtherKindsHaveNoPoint) {
  const EcPoint point{Bytes(32), Bytes(32)};
  EXPECT_EQ(PublicKey::from_ec(KeyKind::rsa, point).error().code, Errc::malformed);
  EXPECT_EQ(PrivateKey::from_ec(KeyKind::ed25519, point, SecretBytes{32}).error().code,
            Errc::malformed);
}

}  // namespace
}  // namespace plumbline::crypto
