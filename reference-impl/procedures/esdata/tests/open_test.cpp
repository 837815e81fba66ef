#include "plumbline/jose/nested.hpp"

#include "samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace plumbline::esdata {
namespace {

using jose::JweAlg;
using jose::JwsAlg;
using testing::open_with;
using testing::pair;
using testing::symmetric;

Target wrapped(const std::string& id) {
  return {.credential = symmetric(id, 14), .alg = JweAlg::a256kw};
}

HeldCredential held(const std::string& id, int suid = 14, std::size_t targets = 1) {
  return {.credential = symmetric(id, suid), .targets = targets};
}

SealRequest in_json(SealRequest request) {
  request.form = Form::jose_json;
  return request;
}

SealRequest nested() {
  SealRequest request = testing::encryption({wrapped("e")});
  request.security_class = SecurityClass::nested;
  request.signers = {
      {.credential = pair("s", 45, crypto::KeyKind::ec_p256).own, .alg = JwsAlg::es256}};
  return request;
}

HeldCredential source_certificate() {
  return {.credential = pair("s", 45, crypto::KeyKind::ec_p256).others};
}

// ESD-19: each octet of each kind of object.
TEST(Open, GivesNoPayloadOfAChangedEnvelope) {
  const std::vector<HeldCredential> keys{held("e"), held("m", 15), source_certificate()};
  const std::vector<SealRequest> requests{
      testing::encryption({wrapped("e")}),
      testing::signature({{.credential = symmetric("m", 15), .alg = JwsAlg::hs256}}),
      nested()};
  for (const SealRequest& request : requests) {
    const Envelope good = testing::sealed(request);
    ASSERT_TRUE(open_with(good, keys));
    for (std::size_t i = 0; i < good.content.size(); ++i) {
      Envelope changed = good;
      changed.content[i] = changed.content[i] == 'A' ? 'B' : 'A';
      EXPECT_FALSE(open_with(changed, keys)) << name_of(request.security_class) << " at " << i;
    }
  }
}

TEST(Open, ShowsAssociatedData) {
  SealRequest request = in_json(testing::encryption({wrapped("e")}));
  request.associated_data = as_bytes("unit: C");
  const Envelope envelope = testing::sealed(request);
  EXPECT_EQ(as_text(open_with(envelope, {held("e")}).value().associated_data), "unit: C");
  Json object = parse_json(envelope.content).value();
  object.at("aad") = to_base64url(as_bytes("unit: F"));
  const Envelope changed{.content = json_text(object), .info = envelope.info};
  EXPECT_EQ(open_with(changed, {held("e")}).error().code, Errc::authentication_failed);
}

// ESD-18.
TEST(Open, TrustsASharedKeyNoFurtherThanItsCircle) {
  const Envelope one = testing::sealed(testing::encryption({wrapped("e")}));
  EXPECT_EQ(open_with(one, {held("e")}).value().source, SourceAuthentication::symmetric);
  EXPECT_EQ(open_with(one, {held("e", 14, 2)}).value().source, SourceAuthentication::none);
  const Envelope two = testing::sealed(in_json(testing::encryption({wrapped("e"), wrapped("f")})));
  EXPECT_EQ(open_with(two, {held("e")}).value().source, SourceAuthentication::none);
}

// ESD-08, ESD-20: any target of several, each with what it has.
TEST(Open, TakesTheCredentialThatTheTargetHas) {
  const auto rsa = pair("r", 44, crypto::KeyKind::rsa);
  const auto ec = pair("p", 44, crypto::KeyKind::ec_p256);
  const Envelope envelope = testing::sealed(
      in_json(testing::encryption({wrapped("e"),
                                   {.credential = rsa.others, .alg = JweAlg::rsa_oaep_256},
                                   {.credential = ec.others, .alg = JweAlg::ecdh_es_a128kw}})));
  for (const HeldCredential& own :
       {held("e"), HeldCredential{.credential = rsa.own}, HeldCredential{.credential = ec.own}}) {
    EXPECT_EQ(open_with(envelope, {own}).value().opened_with, own.credential.id);
  }
  EXPECT_EQ(open_with(envelope, {held("x")}).error().code, Errc::key_not_found);
  HeldCredential other = held("x");
  other.credential.id = "e";
  EXPECT_EQ(open_with(envelope, {other}).error().code, Errc::authentication_failed);
}

TEST(Open, NamesEveryCredentialThatVerified) {
  const Envelope envelope = testing::sealed(in_json(testing::signature(
      {{.credential = symmetric("m", 15), .alg = JwsAlg::hs256},
       {.credential = pair("s", 45, crypto::KeyKind::ec_p256).own, .alg = JwsAlg::es256}})));
  const Opened both = open_with(envelope, {held("m", 15), source_certificate()}).value();
  EXPECT_EQ(both.verified_by, (std::vector<std::string>{"m", "s"}));
  EXPECT_EQ(both.source, SourceAuthentication::non_repudiable);
  const Opened mic = open_with(envelope, {held("m", 15)}).value();
  EXPECT_EQ(mic.verified_by, std::vector<std::string>{"m"});
  EXPECT_EQ(mic.source, SourceAuthentication::symmetric);
}

TEST(Open, RefusesACredentialOfTheOtherPurpose) {
  const Envelope encrypted = testing::sealed(testing::encryption({wrapped("k")}));
  EXPECT_EQ(open_with(encrypted, {held("k", 15)}).error().code, Errc::key_mismatch);
  const Envelope with_mic = testing::sealed(
      testing::signature({{.credential = symmetric("k", 15), .alg = JwsAlg::hs256}}));
  EXPECT_EQ(open_with(with_mic, {held("k")}).error().code, Errc::key_mismatch);
  EXPECT_EQ(open_with(with_mic, {held("k", 13)}).error().code, Errc::key_mismatch);
  EXPECT_TRUE(open_with(with_mic, {held("k"), held("k", 15)})) << "one id, two purposes";
}

TEST(Open, RefusesAWeakerClassThanDemanded) {
  const Envelope encrypted = testing::sealed(testing::encryption({wrapped("e")}));
  EXPECT_EQ(open_with(encrypted, {held("e")}, SecurityClass::nested).error().code,
            Errc::invalid_value);
  const Envelope both = testing::sealed(nested());
  EXPECT_TRUE(open_with(both, {held("e"), source_certificate()}, SecurityClass::nested));
}

TEST(Open, AsksForTheSignatureInside) {
  const Envelope both = testing::sealed(nested());
  EXPECT_EQ(open_with(both, {held("e")}).error().code, Errc::key_not_found);
}

// Table 8.5.2.1-1: the inner layer is a digital signature.
TEST(Open, RefusesAMicInside) {
  const jose::Jwk mac = key_for(symmetric("m", 15), Purpose::signature).value();
  const jose::Jwk key = key_for(symmetric("e", 14), Purpose::encryption).value();
  jose::JwsSignRequest inner;
  inner.payload = as_bytes(testing::kText);
  inner.signers = {{.protected_header = jose::Header::parse(R"({"alg":"HS256","kid":"m"})").value(),
                    .header = {},
                    .key = &mac}};
  jose::JweSealRequest outer;
  outer.protected_header =
      jose::Header::parse(R"({"alg":"A256KW","enc":"A256GCM","kid":"e"})").value();
  outer.recipients = {{.header = {}, .key = &key}};
  auto random = testing::make_random();
  const Envelope envelope{.content = jose::seal_nested(inner, outer, random).value(),
                          .info = onem2m::parse_content_info("application/jose:0:1").value()};
  EXPECT_EQ(open_with(envelope, {held("e"), held("m", 15)}).error().code, Errc::key_mismatch);
}

// ESD-15: JOSE has no canonical form.
TEST(Open, DoesNotMindOrderAndSpaceOfJson) {
  const Envelope envelope = testing::sealed(in_json(testing::encryption({wrapped("e")})));
  const Json object = parse_json(envelope.content).value();
  std::vector<std::string> members;
  for (const auto& [name, value] : object.items()) {
    members.push_back(" \"" + name + "\" :\n\t" + value.dump(2));
  }
  std::ranges::reverse(members);
  std::string text = " {";
  for (const std::string& member : members) {
    text += (text.size() > 2 ? "," : "") + member;
  }
  const Envelope again{.content = text + "\n} ", .info = envelope.info};
  EXPECT_TRUE(open_with(again, {held("e")}));
}

TEST(Open, GoesByTheMarking) {
  const Envelope good = testing::sealed(testing::encryption({wrapped("e")}));
  for (const auto& [marking, code] : {std::pair{"application/jose+json:0:2", Errc::malformed},
                                      {"application/jose+json:0:3", Errc::malformed},
                                      {"application/jose:1:1", Errc::unsupported},
                                      {"application/jose:0", Errc::unsupported},
                                      {"application/xenc+xml:0:4", Errc::malformed},
                                      {"application/xenc+xml:0:5", Errc::malformed}}) {
    Envelope other = good;
    other.info = onem2m::parse_content_info(marking).value();
    EXPECT_EQ(open_with(other, {held("e")}).error().code, code) << marking;
  }
}

TEST(Open, RefusesWhatIsTooLarge) {
  Envelope envelope = testing::sealed(testing::encryption({wrapped("e")}));
  envelope.content.append(jose::JoseLimits{}.octets, 'A');
  EXPECT_EQ(open_with(envelope, {held("e")}).error().code, Errc::too_large);
}

}  // namespace
}  // namespace plumbline::esdata
