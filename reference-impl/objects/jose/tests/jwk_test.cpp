#include "plumbline/jose/jwk.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

using crypto::KeyKind;
using ::testing::HasSubstr;
using testing::key_pair;
using testing::public_half;

Json private_json(KeyKind kind) {
  const crypto::SecretBytes text = key_pair(kind).secret_json_text();
  return parse_json(as_text(text.expose())).value();
}

Errc refusal(const Json& jwk) {
  const auto key = Jwk::from_json(jwk);
  EXPECT_FALSE(key) << jwk;
  return key ? Errc{} : key.error().code;
}

class EveryKind : public ::testing::TestWithParam<KeyKind> {};

INSTANTIATE_TEST_SUITE_P(Jwk,
                         EveryKind,
                         ::testing::Values(KeyKind::rsa,
                                           KeyKind::ec_p256,
                                           KeyKind::ec_p384,
                                           KeyKind::ec_p521,
                                           KeyKind::ed25519));

TEST_P(EveryKind, WritesAndReadsBothHalves) {
  const Json all = private_json(GetParam());
  const Jwk pair = Jwk::from_json(all).value();
  ASSERT_NE(pair.private_key(), nullptr);
  EXPECT_EQ(pair.kid(), "pair");
  EXPECT_EQ(pair.kind(), GetParam());
  EXPECT_EQ(parse_json(as_text(pair.secret_json_text().expose())).value(), all);

  const Json half = pair.public_json().value();
  EXPECT_FALSE(half.contains("d"));
  const Jwk read_half = Jwk::from_json(half).value();
  EXPECT_EQ(read_half.private_key(), nullptr);
  EXPECT_EQ(read_half.kind(), GetParam());
  EXPECT_EQ(read_half.public_json().value(), half);
  EXPECT_EQ(read_half.thumbprint(crypto::HashAlgorithm::sha256),
            pair.thumbprint(crypto::HashAlgorithm::sha256));
}

TEST_P(EveryKind, NeedsEachOfItsMembers) {
  const Json all = private_json(GetParam());
  for (const auto& [name, value] : all.items()) {
    if (name == "kid" || name == "d") {
      continue;  // without d it is the public half
    }
    Json lacking = all;
    lacking.erase(name);
    EXPECT_EQ(refusal(lacking), Errc::malformed) << name;
    Json typed = all;
    typed[name] = 7;
    EXPECT_EQ(refusal(typed), Errc::malformed) << name;
  }
}

TEST(Jwk, SymmetricKeyRoundTrip) {
  const Json jwk = {{"kty", "oct"},
                    {"k", "AyM1SysPpbyDfgZld3umjw"},
                    {"kid", "a\"b"},
                    {"use", "enc"},
                    {"key_ops", {"encrypt", "decrypt"}},
                    {"alg", "A128GCM"}};
  const Jwk key = Jwk::from_json(jwk).value();
  EXPECT_EQ(key.kty(), "oct");
  EXPECT_FALSE(key.kind());
  EXPECT_EQ(key.secret()->size(), 16U);
  EXPECT_EQ(parse_json(as_text(key.secret_json_text().expose())).value(), jwk);
  EXPECT_EQ(key.public_json().error().code, Errc::key_mismatch);
  EXPECT_FALSE(key.public_key());
  EXPECT_EQ(Jwk::parse(jwk.dump()).value().kid(), key.kid());
}

// RFC 7638 clause 3.2: k and kty alone, in that order.
TEST(Jwk, SymmetricThumbprint) {
  const Jwk key = Jwk::parse(R"({"kty":"oct","k":"AQ","kid":"x"})").value();
  EXPECT_EQ(key.thumbprint(crypto::HashAlgorithm::sha384),
            crypto::digest(crypto::HashAlgorithm::sha384, as_bytes(R"({"k":"AQ","kty":"oct"})")));
}

TEST(Jwk, UnknownMembersAreIgnored) {
  EXPECT_TRUE(Jwk::parse(R"({"kty":"oct","k":"AQ","x5t":1,"vendor":{}})"));
}

TEST(Jwk, RefusesMalformedText) {
  EXPECT_EQ(Jwk::parse(R"({"kty":"oct","k":"AQ","k":"AQ"})").error().code, Errc::malformed);
  EXPECT_EQ(Jwk::parse(R"({"kty":"oct","k":"AR"})").error().code, Errc::malformed) << "unused bits";
  EXPECT_EQ(Jwk::parse(R"({"kty":"oct","k":"AQ=="})").error().code, Errc::malformed);
  EXPECT_EQ(Jwk::parse(R"([])").error().code, Errc::malformed);
  EXPECT_EQ(Jwk::parse("").error().code, Errc::malformed);
  EXPECT_EQ(Jwk::parse("{\"k\":\"" + std::string(70000, 'A') + "\"}").error().code,
            Errc::too_large);
}

TEST(Jwk, RefusesWeakOrForeignKeys) {
  EXPECT_EQ(refusal({{"kty", "oct"}, {"k", ""}}), Errc::invalid_length);
  EXPECT_EQ(refusal({{"kty", "AKP"}}), Errc::unsupported);
  EXPECT_EQ(refusal({{"kty", "EC"}, {"crv", "secp256k1"}, {"x", "AQ"}, {"y", "AQ"}}),
            Errc::unsupported);
  EXPECT_EQ(refusal({{"kty", "OKP"}, {"crv", "X25519"}, {"x", "AQ"}}), Errc::unsupported);
  const Json rsa = public_half(key_pair(KeyKind::rsa)).public_json().value();
  for (const char* exponent : {"AQ", "Ag"}) {  // 1 and 2
    Json weak = rsa;
    weak["e"] = exponent;
    EXPECT_EQ(refusal(weak), Errc::invalid_value) << exponent;
  }
  Json small = rsa;
  small["n"] = to_base64url(Bytes(128, 0xd5));
  EXPECT_EQ(refusal(small), Errc::invalid_length);
  Json padded = rsa;
  padded["e"] = "AAEAAQ";
  EXPECT_EQ(refusal(padded), Errc::malformed) << "RFC 7518 clause 2: the fewest octets";
  Json multi_prime = private_json(KeyKind::rsa);
  multi_prime["oth"] = Json::array();
  EXPECT_EQ(refusal(multi_prime), Errc::unsupported);
}

TEST(Jwk, RefusesHalvesThatDoNotBelongTogether) {
  Json ed = private_json(KeyKind::ed25519);
  ed["d"] = to_base64url(testing::octets(32).expose());
  EXPECT_EQ(refusal(ed), Errc::malformed);
  Json ec = private_json(KeyKind::ec_p256);
  ec["d"] = to_base64url(testing::octets(32).expose());
  EXPECT_EQ(refusal(ec), Errc::malformed);
  Json off_curve = private_json(KeyKind::ec_p256);
  off_curve["y"] = off_curve["x"];
  EXPECT_EQ(refusal(off_curve), Errc::malformed);
}

TEST(Jwk, RefusesAttributesOfTheWrongShape) {
  const Json key = {{"kty", "oct"}, {"k", "AQ"}};
  const Json values = {{"kid", 1}, {"use", Json::array()}, {"alg", nullptr}, {"key_ops", "sign"}};
  for (const auto& [name, value] : values.items()) {
    Json wrong = key;
    wrong[name] = value;
    EXPECT_EQ(refusal(wrong), Errc::malformed) << name;
  }
  Json twice = key;
  twice["key_ops"] = {"sign", "sign"};
  EXPECT_EQ(refusal(twice), Errc::malformed);
  Json number = key;
  number["key_ops"] = Json::array({1});
  EXPECT_EQ(refusal(number), Errc::malformed);
}

TEST(Jwk, UseAndKeyOpsBothRestrict) {
  const Jwk key = testing::oct_key(32);
  EXPECT_TRUE(key.permits(KeyOperation::sign));
  KeyAttributes attributes;
  attributes.use = "sig";
  EXPECT_TRUE(key.with(attributes).permits(KeyOperation::verify));
  EXPECT_FALSE(key.with(attributes).permits(KeyOperation::encrypt));
  attributes.key_ops = {"verify", "encrypt"};
  EXPECT_TRUE(key.with(attributes).permits(KeyOperation::verify));
  EXPECT_FALSE(key.with(attributes).permits(KeyOperation::sign));
  EXPECT_FALSE(key.with(attributes).permits(KeyOperation::encrypt));
  attributes.use = "tls";
  EXPECT_FALSE(key.with(attributes).permits(KeyOperation::verify));
}

TEST(Jwk, ErrorsNameTheMemberButNoSecret) {
  const auto key = Jwk::parse(R"({"kty":"oct","k":"c2VjcmV0IQ=="})");
  EXPECT_THAT(key.error().detail, HasSubstr("k"));
  EXPECT_THAT(key.error().detail, ::testing::Not(HasSubstr("c2VjcmV0")));
}

Json oct(const std::string& kid) {
  return {{"kty", "oct"}, {"k", "AQ"}, {"kid", kid}};
}

TEST(JwkSet, ReadsBothForms) {
  EXPECT_EQ(JwkSet::from_json({{"keys", {oct("a"), oct("b")}}}).value().keys().size(), 2U);
  EXPECT_EQ(JwkSet::from_json(Json::array({oct("a")})).value().keys().size(), 1U);
  EXPECT_EQ(JwkSet::parse(R"({"keys":[]})").value().keys().size(), 0U);
  EXPECT_EQ(JwkSet::from_json({{"key", Json::array()}}).error().code, Errc::malformed);
  EXPECT_EQ(JwkSet::from_json({{"keys", {1}}}).error().code, Errc::malformed);
  EXPECT_EQ(JwkSet::parse("7").error().code, Errc::malformed);
}

// RFC 7517 clause 5: types that are not understood are ignored; clause 4.5: one type, one kid.
TEST(JwkSet, IgnoresForeignTypesAndRefusesAmbiguity) {
  const Json foreign = {{"kty", "AKP"}, {"kid", "a"}};
  EXPECT_EQ(JwkSet::from_json(Json::array({foreign, oct("a")})).value().keys().size(), 1U);
  EXPECT_EQ(JwkSet::from_json(Json::array({oct("a"), oct("a")})).error().code, Errc::conflict);
  const Json ec = private_json(KeyKind::ec_p256);
  EXPECT_TRUE(JwkSet::from_json(Json::array({ec, oct("pair")})));
}

TEST(JwkSet, IsBounded) {
  EXPECT_EQ(JwkSet::from_json(Json(1025, oct("a"))).error().code, Errc::too_large);
}

TEST(JwkSet, ChoosesByKid) {
  const JwkSet set{{testing::oct_key(16, "a"),
                    testing::oct_key(16, "b"),
                    Jwk::from_secret(testing::octets(16))}};
  EXPECT_EQ(set.find("b"), &set.keys()[1]);
  EXPECT_EQ(set.find("c"), nullptr);
  EXPECT_TRUE(set.keys()[0].may_be_named("a"));
  EXPECT_FALSE(set.keys()[0].may_be_named("b"));
  EXPECT_TRUE(set.keys()[0].may_be_named({}));
  EXPECT_TRUE(set.keys()[2].may_be_named("b"));
}

}  // namespace
}  // namespace plumbline::jose
