// One rule, one variation of a valid object: RFC 7516, facts 2.2 and 2.4, decisions 20.

#include "plumbline/jose/jwe.hpp"

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

constexpr std::string_view kWrapHeader = R"({"alg":"A128KW","enc":"A128GCM","kid":"k"})";
constexpr std::string_view kDirectHeader = R"({"alg":"dir","enc":"A128GCM","kid":"k"})";

class Jwe : public ::testing::Test {
 protected:
  [[nodiscard]] std::string seal(std::string_view protected_header,
                                 Serialization serialization = Serialization::compact,
                                 std::string_view aad = {}) {
    JweSealRequest request;
    request.plaintext = as_bytes("content");
    request.protected_header = header(protected_header);
    request.recipients = {{{}, &key_}};
    request.serialization = serialization;
    request.aad = as_bytes(aad);
    return seal_jwe(request, random_).value();
  }

  [[nodiscard]] Json object(Serialization serialization, std::string_view aad = {}) {
    return parse_json(seal(kWrapHeader, serialization, aad)).value();
  }

  [[nodiscard]] Errc refusal(std::string_view text) const {
    const auto opened = open_jwe(text, keys_);
    EXPECT_FALSE(opened) << text;
    return opened ? Errc{} : opened.error().code;
  }

  [[nodiscard]] Errc refusal_of(const Json& value) const { return refusal(value.dump()); }

  /// The compact object with part `index` replaced.
  static std::string with_part(const std::string& compact, int index, std::string_view part) {
    std::size_t begin = 0;
    for (int i = 0; i < index; ++i) {
      begin = compact.find('.', begin) + 1;
    }
    const std::size_t end = std::min(compact.find('.', begin), compact.size());
    return compact.substr(0, begin) + std::string{part} + compact.substr(end);
  }

  [[nodiscard]] Errc refusal_of_header(std::string_view text) {
    return refusal(with_part(seal(kDirectHeader), 0, encoded(text)));
  }

  crypto::SeededRandom random_ = testing::make_random();
  Jwk key_ = oct_key(16);
  JwkSet keys_ = set_of(key_);
};

TEST_F(Jwe, TheValidTwinsOpen) {
  EXPECT_TRUE(open_jwe(seal(kDirectHeader), keys_));
  EXPECT_TRUE(open_jwe(seal(kWrapHeader), keys_));
  EXPECT_TRUE(open_jwe(" " + seal(kWrapHeader, Serialization::general), keys_));
  EXPECT_TRUE(open_jwe_object(object(Serialization::flattened, "more"), keys_));
}

TEST_F(Jwe, CompactHasFiveParts) {
  const std::string jwe = seal(kDirectHeader);
  EXPECT_EQ(refusal(jwe + "."), Errc::malformed);
  EXPECT_EQ(refusal(jwe.substr(0, jwe.rfind('.'))), Errc::malformed);
  EXPECT_EQ(refusal(""), Errc::malformed);
  EXPECT_EQ(refusal(" " + jwe), Errc::malformed);
  EXPECT_EQ(refusal(jwe + "\n"), Errc::malformed);
}

TEST_F(Jwe, Base64urlIsStrict) {
  const std::string jwe = seal(kWrapHeader);
  for (const int part : {0, 1, 2, 3, 4}) {
    EXPECT_EQ(refusal(with_part(jwe, part, "AA==")), Errc::malformed) << part;
    EXPECT_EQ(refusal(with_part(jwe, part, "AB")), Errc::malformed) << part << ": unused bits";
    EXPECT_EQ(refusal(with_part(jwe, part, "A")), Errc::malformed) << part;
    EXPECT_EQ(refusal(with_part(jwe, part, "AA+/")), Errc::malformed) << part;
    EXPECT_EQ(refusal(with_part(jwe, part, "AA\nAA")), Errc::malformed) << part;
  }
}

TEST_F(Jwe, HeadersAreStrict) {
  EXPECT_EQ(refusal(with_part(seal(kDirectHeader), 0, "")), Errc::malformed);
  EXPECT_EQ(refusal_of_header(R"({"alg":"dir","enc":"A128GCM","enc":"A128GCM"})"), Errc::malformed);
  EXPECT_EQ(refusal_of_header(R"({"enc":"A128GCM"})"), Errc::malformed);
  EXPECT_EQ(refusal_of_header(R"({"alg":"dir"})"), Errc::malformed);
  EXPECT_EQ(refusal_of_header(R"({"alg":"dir","enc":"A128GCM","zip":"DEF"})"), Errc::unsupported);
  EXPECT_EQ(refusal_of_header("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"x\":\"" +
                              std::string(kMaxHeaderOctets, 'x') + "\"}"),
            Errc::too_large);
}

TEST_F(Jwe, CritIsNeverUnderstood) {
  EXPECT_EQ(refusal_of_header(R"({"alg":"dir","enc":"A128GCM","crit":["x"],"x":1})"),
            Errc::unsupported);
  EXPECT_EQ(refusal_of_header(R"({"alg":"dir","enc":"A128GCM","crit":["b64"],"b64":true})"),
            Errc::unsupported);
  for (const std::string_view crit : {"[]", "\"x\"", "[\"y\"]", "[1]", "[\"x\",\"x\"]"}) {
    EXPECT_EQ(refusal_of_header(R"({"alg":"dir","enc":"A128GCM","x":1,"crit":)" +
                                std::string{crit} + "}"),
              Errc::malformed)
        << crit;
  }
  Json outside = object(Serialization::flattened);
  outside["unprotected"] = {{"crit", {"x"}}, {"x", 1}};
  EXPECT_EQ(refusal_of(outside), Errc::malformed);
}

TEST_F(Jwe, AlgorithmsOutsideThePolicyAreRefused) {
  for (const std::string_view text : {R"({"alg":"none","enc":"A128GCM"})",
                                      R"({"alg":"RSA1_5","enc":"A128GCM"})",
                                      R"({"alg":"PBES2-HS256+A128KW","enc":"A128GCM"})",
                                      R"({"alg":"ECDH-ES","enc":"A128GCM"})",
                                      R"({"alg":"DIR","enc":"A128GCM"})",
                                      R"({"alg":"dir","enc":"A128CBC-HS256"})",
                                      R"({"alg":"dir","enc":"a128gcm"})"}) {
    EXPECT_EQ(refusal_of_header(text), Errc::algorithm_not_allowed) << text;
  }
}

TEST_F(Jwe, DirectModesHaveNoEncryptedKeyAndOneRecipient) {
  EXPECT_EQ(refusal(with_part(seal(kDirectHeader), 1, "AAAA")), Errc::malformed);
  EXPECT_EQ(refusal(with_part(seal(kWrapHeader), 1, "")), Errc::malformed);
  Json two = parse_json(seal(kDirectHeader, Serialization::general)).value();
  two["recipients"] = Json::array({Json::object(), Json::object()});
  EXPECT_EQ(refusal_of(two), Errc::malformed);
}

TEST_F(Jwe, IvAndTagHaveTheirExactSize) {
  const std::string jwe = seal(kDirectHeader);
  EXPECT_EQ(refusal(with_part(jwe, 2, to_base64url(Bytes(16)))), Errc::invalid_length);
  EXPECT_EQ(refusal(with_part(jwe, 2, "")), Errc::invalid_length);
  EXPECT_EQ(refusal(with_part(jwe, 4, to_base64url(Bytes(12)))), Errc::invalid_length);
  EXPECT_EQ(refusal(with_part(jwe, 4, "")), Errc::invalid_length);
}

// RFC 7516 clause 7.2.1
TEST_F(Jwe, JsonMembersHaveTheirTypeAndAreNeverEmpty) {
  for (const std::string name : {"protected", "encrypted_key", "iv", "tag", "aad"}) {
    Json empty = object(Serialization::flattened, "more");
    empty[name] = "";
    EXPECT_EQ(refusal_of(empty), Errc::malformed) << name;
    empty[name] = 7;
    EXPECT_EQ(refusal_of(empty), Errc::malformed) << name;
  }
  Json lacking = object(Serialization::flattened);
  lacking.erase("ciphertext");
  EXPECT_EQ(refusal_of(lacking), Errc::malformed);
  for (const std::string name : {"unprotected", "header"}) {
    Json wrong = object(Serialization::flattened);
    wrong[name] = "x";
    EXPECT_EQ(refusal_of(wrong), Errc::malformed) << name;
  }
  EXPECT_EQ(open_jwe_object(Json::array(), keys_).error().code, Errc::malformed);
}

TEST_F(Jwe, JsonTextIsStrict) {
  std::string text = seal(kWrapHeader, Serialization::flattened);
  text.insert(1, "\"tag\":\"AAAAAAAAAAAAAAAAAAAAAA\",");
  EXPECT_EQ(refusal(text), Errc::malformed);
}

TEST_F(Jwe, NamesAreDisjointAcrossHeaders) {
  Json shared = object(Serialization::general);
  shared["unprotected"] = {{"kid", "k"}};
  EXPECT_EQ(refusal_of(shared), Errc::malformed);
  Json own = object(Serialization::general);
  own["recipients"][0]["header"] = {{"alg", "A128KW"}};
  EXPECT_EQ(refusal_of(own), Errc::malformed);
  Json both = object(Serialization::general);
  both["unprotected"] = {{"x", 1}};
  both["recipients"][0]["header"] = {{"x", 1}};
  EXPECT_EQ(refusal_of(both), Errc::malformed);
}

TEST_F(Jwe, GeneralAndFlattenedDoNotMix) {
  for (const std::string name : {"header", "encrypted_key"}) {
    Json mixed = object(Serialization::general);
    mixed[name] = name == "header" ? Json{{"x", 1}} : Json("AAAA");
    EXPECT_EQ(refusal_of(mixed), Errc::malformed) << name;
  }
  for (const Json& recipients : {Json::array(), Json("x"), Json::array({1})}) {
    Json wrong = object(Serialization::general);
    wrong["recipients"] = recipients;
    EXPECT_EQ(refusal_of(wrong), Errc::malformed) << recipients;
  }
}

TEST_F(Jwe, SizesAreBounded) {
  Json many = object(Serialization::general);
  many["recipients"] = Json(65, many["recipients"][0]);
  EXPECT_EQ(refusal_of(many), Errc::too_large);
  const JweOpenOptions small{.algorithms = AlgorithmPolicy::esdata(),
                             .limits = {.octets = 100, .recipients = 64}};
  const std::string jwe = seal(kWrapHeader);
  EXPECT_EQ(open_jwe(jwe, keys_, small).error().code, Errc::too_large);
  EXPECT_EQ(open_jwe("{" + std::string(100, ' '), keys_, small).error().code, Errc::too_large);
}

TEST_F(Jwe, KeysAreChosenByKid) {
  const std::string jwe = seal(kDirectHeader);
  EXPECT_EQ(open_jwe(jwe, set_of(oct_key(16, "other"))).error().code, Errc::key_not_found);
  EXPECT_EQ(open_jwe(jwe, JwkSet{}).error().code, Errc::key_not_found);
  EXPECT_EQ(open_jwe(jwe, keys_).value().kid, "k");
  const JwkSet nameless = set_of(Jwk::from_secret(testing::octets(16)));
  EXPECT_EQ(open_jwe(jwe, nameless).value().kid, "k");
  const std::string unnamed = seal(R"({"alg":"dir","enc":"A128GCM"})");
  EXPECT_EQ(open_jwe(unnamed, keys_).value().kid, "k");
}

TEST_F(Jwe, KeysAreBoundToTypeSizeUseAndAlgorithm) {
  const std::string jwe = seal(kDirectHeader);
  const auto code = [&jwe](const Jwk& key) { return open_jwe(jwe, set_of(key)).error().code; };
  EXPECT_EQ(code(oct_key(32)), Errc::key_mismatch);
  EXPECT_EQ(code(oct_key(15)), Errc::key_mismatch);
  EXPECT_EQ(code(Jwk::from_private(*key_pair(KeyKind::rsa).private_key(), "k")),
            Errc::key_mismatch);
  KeyAttributes attributes;
  attributes.kid = "k";
  attributes.use = "sig";
  EXPECT_EQ(code(key_.with(attributes)), Errc::key_mismatch);
  attributes.use = "enc";
  attributes.alg = "A128KW";
  EXPECT_EQ(code(key_.with(attributes)), Errc::key_mismatch);
  attributes.alg = "A128GCM";
  EXPECT_TRUE(open_jwe(jwe, set_of(key_.with(attributes)))) << "RFC 7520 clause 5.6";
  attributes.key_ops = {"encrypt"};
  EXPECT_EQ(code(key_.with(attributes)), Errc::key_mismatch);
}

TEST_F(Jwe, PublicKeysDoNotOpen) {
  const Jwk pair = key_pair(KeyKind::rsa);
  const Jwk half = testing::public_half(pair);
  JweSealRequest request;
  request.protected_header = header(R"({"alg":"RSA-OAEP-256","enc":"A128GCM"})");
  request.recipients = {{{}, &half}};
  const std::string jwe = seal_jwe(request, random_).value();
  EXPECT_TRUE(open_jwe(jwe, set_of(pair)));
  EXPECT_EQ(open_jwe(jwe, set_of(half)).error().code, Errc::key_mismatch);
}

/// Flips the first bit of a base64url text's octets.
std::string flipped(std::string_view part) {
  Bytes octets = from_base64url(part).value();
  octets.front() ^= 0x80U;
  return to_base64url(octets);
}

// Decisions 20, RFC 7516 clause 11.5: no cause can be told from another.
TEST_F(Jwe, EveryFailureOfAuthenticityLooksAlike) {
  const Json wrapped = object(Serialization::flattened, "more");
  std::vector<Result<OpenedJwe>> refusals;
  for (const std::string name : {"encrypted_key", "iv", "ciphertext", "tag", "aad"}) {
    Json changed = wrapped;
    changed[name] = flipped(changed[name].get<std::string>());
    refusals.push_back(open_jwe_object(changed, keys_));
  }
  Json short_key = wrapped;
  short_key["encrypted_key"] = "AAAA";
  refusals.push_back(open_jwe_object(short_key, keys_));
  refusals.push_back(
      open_jwe_object(wrapped, set_of(Jwk::from_secret(crypto::SecretBytes{16}, "k"))));
  Json header_changed = wrapped;
  header_changed["protected"] = encoded(R"({"enc":"A128GCM","alg":"A128KW","kid":"k"})");
  refusals.push_back(open_jwe_object(header_changed, keys_));
  for (const auto& refused : refusals) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::authentication_failed);
    EXPECT_EQ(refused.error().detail, refusals.front().error().detail);
    EXPECT_EQ(refused.error().where.line(), refusals.front().error().where.line());
  }
}

TEST_F(Jwe, RsaAndEcFailuresLookAlikeToo) {
  const Jwk& rsa = key_pair(KeyKind::rsa);
  const Jwk& ec = key_pair(KeyKind::ec_p256);
  for (const auto& [key, alg] :
       {std::pair{&rsa, "RSA-OAEP-256"}, std::pair{&ec, "ECDH-ES+A128KW"}}) {
    JweSealRequest request;
    request.protected_header = Header::of({{"alg", alg}, {"enc", "A128GCM"}}).value();
    request.recipients = {{{}, key}};
    request.serialization = Serialization::flattened;
    const Json jwe = parse_json(seal_jwe(request, random_).value()).value();
    for (const std::string name : {"encrypted_key", "tag"}) {
      Json changed = jwe;
      changed[name] = flipped(changed[name].get<std::string>());
      const auto refused = open_jwe_object(changed, set_of(*key));
      EXPECT_EQ(refused.error().code, Errc::authentication_failed) << alg << " " << name;
      EXPECT_EQ(refused.error().detail, "JWE: does not open with this key") << alg << " " << name;
    }
  }
}

TEST_F(Jwe, EpkIsAPublicKeyOnTheRightCurve) {
  const Jwk& bob = key_pair(KeyKind::ec_p256);
  const auto refusal_with = [&](const Json& epk) {
    const Json text = {{"alg", "ECDH-ES+A128KW"}, {"enc", "A128GCM"}, {"epk", epk}};
    const std::string jwe = with_part(seal(kWrapHeader), 0, encoded(text.dump()));
    return open_jwe(jwe, set_of(bob)).error().code;
  };
  const Json good = testing::public_half(bob).public_json().value();
  EXPECT_EQ(refusal_with(good), Errc::authentication_failed)
      << "the twin gets as far as unwrapping";
  EXPECT_EQ(refusal_with(testing::public_half(key_pair(KeyKind::ec_p384)).public_json().value()),
            Errc::key_mismatch);
  EXPECT_EQ(refusal_with(testing::public_half(key_pair(KeyKind::rsa)).public_json().value()),
            Errc::key_mismatch);
  EXPECT_EQ(refusal_with({{"kty", "oct"}, {"k", "AQ"}}), Errc::key_mismatch);
  Json off_curve = good;
  off_curve["y"] = good["x"];
  EXPECT_EQ(refusal_with(off_curve), Errc::malformed);
  Json with_private = good;
  with_private["d"] = good["x"];
  EXPECT_EQ(refusal_with(with_private), Errc::malformed);
  EXPECT_EQ(refusal_with("x"), Errc::malformed);
  EXPECT_EQ(refusal_with(nullptr), Errc::malformed);
}

TEST_F(Jwe, FixedInputsMustFit) {
  JweSealRequest request;
  request.protected_header = header(kWrapHeader);
  request.recipients = {{{}, &key_}};
  KnownAnswerInputs iv;
  iv.iv = Bytes(16);
  EXPECT_EQ(seal_jwe(request, iv, random_).error().code, Errc::invalid_length);
  KnownAnswerInputs cek;
  cek.cek = crypto::SecretBytes{32};
  EXPECT_EQ(seal_jwe(request, cek, random_).error().code, Errc::invalid_length);
  request.protected_header = header(kDirectHeader);
  EXPECT_EQ(seal_jwe(request, cek, random_).error().code, Errc::invalid_value);
}

}  // namespace
}  // namespace plumbline::jose
