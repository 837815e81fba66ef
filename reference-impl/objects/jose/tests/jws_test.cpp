// One rule, one variation of a valid object: RFC 7515, facts 2.2, decisions 20.

#include "plumbline/jose/jws.hpp"

#include "plumbline/crypto/hmac.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

using crypto::KeyKind;
using testing::encoded;
using testing::header;
using testing::key_pair;
using testing::oct_key;
using testing::set_of;

class Jws : public ::testing::Test {
 protected:
  [[nodiscard]] std::string sign(std::string_view protected_header,
                                 Serialization serialization = Serialization::compact,
                                 bool detached = false) const {
    return sign_jws({.payload = as_bytes("content"),
                     .signers = {{header(protected_header), {}, &key_}},
                     .serialization = serialization,
                     .detached = detached})
        .value();
  }

  /// Really signed, so that nothing but the header is at fault.
  [[nodiscard]] std::string sign_any(std::string_view protected_header) const {
    const std::string input = encoded(protected_header) + "." + encoded("content");
    const auto mac =
        crypto::hmac(crypto::HashAlgorithm::sha256, key_.secret()->expose(), {as_bytes(input)});
    return input + "." + to_base64url(mac.expose());
  }

  [[nodiscard]] Json object(Serialization serialization) const {
    return parse_json(sign(kHeader, serialization)).value();
  }

  [[nodiscard]] Errc refusal(std::string_view text, const JwsVerifyOptions& options = {}) const {
    const auto verified = verify_jws(text, keys_, options);
    EXPECT_FALSE(verified) << text;
    return verified ? Errc{} : verified.error().code;
  }

  [[nodiscard]] Errc refusal_of(const Json& value) const { return refusal(value.dump()); }

  static constexpr std::string_view kHeader = R"({"alg":"HS256","kid":"k"})";
  Jwk key_ = oct_key(32);
  JwkSet keys_ = set_of(key_);
};

TEST_F(Jws, TheValidTwinsVerify) {
  EXPECT_TRUE(verify_jws(sign(kHeader), keys_));
  EXPECT_TRUE(verify_jws(sign_any(kHeader), keys_));
  EXPECT_TRUE(verify_jws_object(object(Serialization::general), keys_));
  EXPECT_TRUE(verify_jws_object(object(Serialization::flattened), keys_));
}

TEST_F(Jws, CompactHasThreeParts) {
  const std::string jws = sign(kHeader);
  EXPECT_EQ(refusal(jws + "."), Errc::malformed);
  EXPECT_EQ(refusal(jws.substr(0, jws.rfind('.'))), Errc::malformed);
  EXPECT_EQ(refusal(jws.substr(0, jws.rfind('.') + 1)), Errc::malformed) << "no signature";
  EXPECT_EQ(refusal(jws.substr(jws.find('.'))), Errc::malformed) << "no header";
  EXPECT_EQ(refusal("\t" + jws), Errc::malformed);
}

TEST_F(Jws, Base64urlIsStrict) {
  EXPECT_EQ(refusal(sign(kHeader) + "="), Errc::malformed);
  const std::string input = encoded(kHeader) + ".AB";  // unused bits in the payload
  const auto mac =
      crypto::hmac(crypto::HashAlgorithm::sha256, key_.secret()->expose(), {as_bytes(input)});
  EXPECT_EQ(refusal(input + "." + to_base64url(mac.expose())), Errc::malformed);
}

TEST_F(Jws, HeadersAreStrict) {
  EXPECT_EQ(refusal(sign_any(R"({"alg":"HS256","alg":"HS256"})")), Errc::malformed);
  EXPECT_EQ(refusal(sign_any(R"({"kid":"k"})")), Errc::malformed);
  EXPECT_EQ(refusal(sign_any(R"({"alg":"HS256","crit":[]})")), Errc::malformed);
  EXPECT_EQ(refusal(sign_any(R"({"alg":"HS256","crit":["exp"]})")), Errc::malformed);
  EXPECT_EQ(refusal(sign_any(R"({"alg":"HS256","crit":["exp"],"exp":1})")), Errc::unsupported);
  EXPECT_EQ(refusal(sign_any(R"({"alg":"HS256","crit":["b64"],"b64":false})")), Errc::unsupported);
  EXPECT_EQ(refusal(sign_any(R"({"alg":"HS256","b64":false})")), Errc::unsupported);
}

TEST_F(Jws, AlgorithmsOutsideThePolicyAreRefused) {
  for (const std::string_view text :
       {R"({"alg":"none"})", R"({"alg":"None"})", R"({"alg":"PS256"})", R"({"alg":"EdDSA"})"}) {
    EXPECT_EQ(refusal(sign_any(text)), Errc::algorithm_not_allowed) << text;
  }
  JwsVerifyOptions other;
  other.algorithms = testing::policy_of({"HS512"});
  EXPECT_EQ(refusal(sign(kHeader), other), Errc::algorithm_not_allowed);
}

// RFC 8725 clause 2.1: a public key must not become a MAC key.
TEST_F(Jws, KeysAreBoundToTypeSizeUseAndAlgorithm) {
  const std::string jws = sign(kHeader);
  const auto code = [&jws](const Jwk& key) { return verify_jws(jws, set_of(key)).error().code; };
  EXPECT_EQ(code(Jwk::from_public(*key_pair(KeyKind::ec_p256).public_key(), "k")),
            Errc::key_mismatch);
  EXPECT_EQ(code(oct_key(31)), Errc::key_mismatch) << "RFC 7518 clause 3.2";
  KeyAttributes attributes;
  attributes.kid = "k";
  attributes.use = "enc";
  EXPECT_EQ(code(key_.with(attributes)), Errc::key_mismatch);
  attributes.use = "sig";
  attributes.alg = "HS512";
  EXPECT_EQ(code(key_.with(attributes)), Errc::key_mismatch);
  attributes.alg = "HS256";
  attributes.key_ops = {"sign"};
  EXPECT_EQ(code(key_.with(attributes)), Errc::key_mismatch);
  EXPECT_EQ(code(oct_key(32, "other")), Errc::key_not_found);
}

TEST_F(Jws, CurvesAreBoundToAlgorithms) {
  const Jwk& pair = key_pair(KeyKind::ec_p384);
  EXPECT_EQ(sign_jws({.payload = {}, .signers = {{header(R"({"alg":"ES256"})"), {}, &pair}}})
                .error()
                .code,
            Errc::key_mismatch);
}

TEST_F(Jws, EveryFailureOfAuthenticityLooksAlike) {
  const std::string jws = sign(kHeader);
  const std::string input = jws.substr(0, jws.rfind('.'));
  const std::string other_payload = encoded(kHeader) + "." + encoded("Content") + ".";
  std::vector<Result<VerifiedJws>> refusals;
  refusals.push_back(verify_jws(input + "." + to_base64url(Bytes(32)), keys_));
  refusals.push_back(verify_jws(jws + "AAAA", keys_));
  refusals.push_back(verify_jws(other_payload + jws.substr(jws.rfind('.') + 1), keys_));
  refusals.push_back(verify_jws(jws, set_of(Jwk::from_secret(crypto::SecretBytes{32}, "k"))));
  for (const auto& refused : refusals) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::authentication_failed);
    EXPECT_EQ(refused.error().detail, refusals.front().error().detail);
  }
}

TEST_F(Jws, JsonMembersHaveTheirTypeAndAreNeverEmpty) {
  for (const std::string name : {"protected", "signature"}) {
    Json wrong = object(Serialization::flattened);
    wrong[name] = "";
    EXPECT_EQ(refusal_of(wrong), Errc::malformed) << name;
    wrong[name] = 7;
    EXPECT_EQ(refusal_of(wrong), Errc::malformed) << name;
    wrong.erase(name);
    EXPECT_EQ(refusal_of(wrong), Errc::malformed) << name;
  }
  Json payload = object(Serialization::flattened);
  payload["payload"] = nullptr;
  EXPECT_EQ(refusal_of(payload), Errc::malformed);
  payload.erase("payload");
  EXPECT_EQ(refusal_of(payload), Errc::malformed);
  EXPECT_EQ(verify_jws_object(Json::array(), keys_).error().code, Errc::malformed);
}

TEST_F(Jws, GeneralAndFlattenedDoNotMix) {
  for (const std::string name : {"protected", "header", "signature"}) {
    Json mixed = object(Serialization::general);
    mixed[name] = name == "header" ? Json{{"x", 1}} : mixed["signatures"][0][name];
    EXPECT_EQ(refusal_of(mixed), Errc::malformed) << name;
  }
  for (const Json& signatures : {Json::array(), Json("x"), Json::array({1})}) {
    Json wrong = object(Serialization::general);
    wrong["signatures"] = signatures;
    EXPECT_EQ(refusal_of(wrong), Errc::malformed) << signatures;
  }
}

TEST_F(Jws, NamesAreDisjointAcrossHeaders) {
  Json twice = object(Serialization::flattened);
  twice["header"] = {{"kid", "k"}};
  EXPECT_EQ(refusal_of(twice), Errc::malformed);
  Json crit = object(Serialization::flattened);
  crit["header"] = {{"crit", {"x"}}, {"x", 1}};
  EXPECT_EQ(refusal_of(crit), Errc::malformed);
}

TEST_F(Jws, SizesAreBounded) {
  Json many = object(Serialization::general);
  many["signatures"] = Json(65, many["signatures"][0]);
  EXPECT_EQ(refusal_of(many), Errc::too_large);
  JwsVerifyOptions small;
  small.limits.octets = 50;
  EXPECT_EQ(refusal(sign(kHeader), small), Errc::too_large);
}

// RFC 7515 appendix F
TEST_F(Jws, DetachedPayloads) {
  JwsVerifyOptions options;
  options.detached_payload = as_bytes("content");
  for (const auto serialization :
       {Serialization::compact, Serialization::flattened, Serialization::general}) {
    const std::string jws = sign(kHeader, serialization, true);
    EXPECT_EQ(as_text(verify_jws(jws, keys_, options).value().payload), "content");
    EXPECT_EQ(refusal(sign(kHeader, serialization), options), Errc::invalid_value)
        << "it carries its own";
    EXPECT_EQ(
        refusal(jws),
        serialization == Serialization::compact ? Errc::authentication_failed : Errc::malformed);
  }
  options.detached_payload = as_bytes("Content");
  EXPECT_EQ(refusal(sign(kHeader, Serialization::compact, true), options),
            Errc::authentication_failed);
}

class JwsByMany : public Jws {
 protected:
  [[nodiscard]] std::string sign_by_two() const {
    return sign_jws({.payload = as_bytes("content"),
                     .signers = {{header(kHeader), {}, &key_},
                                 {{}, header(R"({"alg":"ES256","kid":"ec"})"), &ec_}},
                     .serialization = Serialization::general})
        .value();
  }

  [[nodiscard]] static JwsVerifyOptions all() {
    JwsVerifyOptions options;
    options.required = RequiredSignatures::all;
    return options;
  }

  Jwk ec_ = Jwk::from_private(*key_pair(KeyKind::ec_p256).private_key(), "ec");
};

TEST_F(JwsByMany, ReportsEverySignatureThatVerified) {
  const auto both = verify_jws(sign_by_two(), JwkSet{{key_, ec_}}, all()).value();
  ASSERT_EQ(both.verified.size(), 2U);
  EXPECT_EQ(both.first().kid, "k");
  EXPECT_EQ(both.verified[1].index, 1U);
  EXPECT_EQ(both.verified[1].kid, "ec");
  EXPECT_TRUE(both.verified[1].protected_header.empty());
}

TEST_F(JwsByMany, AnyNeedsOneAndAllNeedsAll) {
  const auto one = verify_jws(sign_by_two(), set_of(ec_));
  ASSERT_TRUE(one);
  ASSERT_EQ(one.value().verified.size(), 1U);
  EXPECT_EQ(one.value().first().index, 1U);
  EXPECT_EQ(verify_jws(sign_by_two(), set_of(ec_), all()).error().code, Errc::key_not_found);

  Json damaged = parse_json(sign_by_two()).value();
  damaged["signatures"][0]["signature"] = to_base64url(Bytes(32));
  EXPECT_EQ(verify_jws_object(damaged, JwkSet{{key_, ec_}}).value().first().index, 1U);
  EXPECT_EQ(verify_jws_object(damaged, JwkSet{{key_, ec_}}, all()).error().code,
            Errc::authentication_failed);
  EXPECT_EQ(verify_jws_object(damaged, keys_).error().code, Errc::authentication_failed)
      << "the failure that came furthest, not the missing key";
}

TEST_F(JwsByMany, TheSenderKeepsTheRulesToo) {
  const auto code = [](const JwsSignRequest& request) { return sign_jws(request).error().code; };
  const JwsSigner signer{header(kHeader), {}, &key_};
  EXPECT_EQ(code({.payload = {}, .signers = {}}), Errc::invalid_value);
  EXPECT_EQ(
      code({.payload = {}, .signers = {signer, signer}, .serialization = Serialization::flattened}),
      Errc::invalid_value);
  EXPECT_EQ(code({.payload = {}, .signers = {{header(kHeader), header(R"({"x":1})"), &key_}}}),
            Errc::invalid_value);
  EXPECT_EQ(code({.payload = {}, .signers = {{header(R"({"kid":"k"})"), {}, &key_}}}),
            Errc::malformed);
  EXPECT_EQ(code({.payload = {}, .signers = {{header(R"({"alg":"none"})"), {}, &key_}}}),
            Errc::algorithm_not_allowed);
  const Jwk half = testing::public_half(ec_);
  EXPECT_EQ(code({.payload = {}, .signers = {{header(R"({"alg":"ES256"})"), {}, &half}}}),
            Errc::key_mismatch);
}

}  // namespace
}  // namespace plumbline::jose
