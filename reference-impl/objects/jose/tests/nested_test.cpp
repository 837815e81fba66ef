#include "plumbline/jose/nested.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

class Nested : public ::testing::Test {
 protected:
  Nested() {
    inner_.payload = as_bytes("content");
    inner_.signers = {{testing::header(R"({"alg":"HS256"})"), {}, &signing_}};
    outer_.protected_header = testing::header(R"({"alg":"A128KW","enc":"A128GCM"})");
    outer_.recipients = {{{}, &encryption_}};
  }

  /// A JWE around `jws` whose cty is `cty`.
  std::string around(std::string_view jws, std::string_view cty) {
    outer_.protected_header = outer_.protected_header.with("cty", cty).value();
    outer_.plaintext = as_bytes(jws);
    return seal_jwe(outer_, random_).value();
  }

  [[nodiscard]] Result<OpenedNested> open(std::string_view text) const {
    return open_nested(text, {.decryption = encryption_set_, .verification = signing_set_});
  }

  Jwk signing_ = testing::oct_key(32, "s");
  Jwk encryption_ = testing::oct_key(16, "e");
  JwkSet signing_set_ = testing::set_of(signing_);
  JwkSet encryption_set_ = testing::set_of(encryption_);
  crypto::SeededRandom random_ = testing::make_random();
  JwsSignRequest inner_;
  JweSealRequest outer_;
};

TEST_F(Nested, CtyIsAMediaTypeWithoutCase) {
  const std::string jws = sign_jws(inner_).value();
  EXPECT_TRUE(open(around(jws, "application/JOSE")));
}

TEST_F(Nested, CtyMustSayWhatIsInside) {
  const std::string jws = sign_jws(inner_).value();
  EXPECT_EQ(open(around(jws, "jose+json")).error().code, Errc::invalid_value);
}

TEST_F(Nested, CtyMustBeThere) {
  const std::string jws = sign_jws(inner_).value();
  outer_.plaintext = as_bytes(jws);
  EXPECT_EQ(open(seal_jwe(outer_, random_).value()).error().code, Errc::invalid_value);
}

TEST_F(Nested, CtyIsNotForTheCallerToGive) {
  outer_.protected_header = outer_.protected_header.with("cty", "JOSE").value();
  EXPECT_EQ(seal_nested(inner_, outer_, random_).error().code, Errc::malformed);
}

TEST_F(Nested, ADetachedPayloadIsRefused) {
  inner_.detached = true;
  EXPECT_EQ(seal_nested(inner_, outer_, random_).error().code, Errc::invalid_value);
}

TEST_F(Nested, TheInnerSignatureIsChecked) {
  const std::string nested = seal_nested(inner_, outer_, random_).value();
  ASSERT_TRUE(open(nested));
  const JwkSet other = testing::set_of(Jwk::from_secret(crypto::SecretBytes{32}, "s"));
  const auto refused = open_nested(nested, {.decryption = encryption_set_, .verification = other});
  EXPECT_EQ(refused.error().code, Errc::authentication_failed);
}

}  // namespace
}  // namespace plumbline::jose
