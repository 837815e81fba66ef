#include "samples.hpp"

#include <gtest/gtest.h>

namespace plumbline::esdata {
namespace {

using jose::JweAlg;
using jose::JwsAlg;
using testing::pair;
using testing::symmetric;

Errc refusal(const SealRequest& request) {
  auto random = testing::make_random();
  return seal(request, random).error().code;
}

Target direct(int suid = 14) {
  return {.credential = symmetric("e", suid), .alg = JweAlg::dir};
}

Target wrapped(std::string id) {
  return {.credential = symmetric(id, 14), .alg = JweAlg::a256kw};
}

Signer mic(int suid = 15) {
  return {.credential = symmetric("m", suid), .alg = JwsAlg::hs256};
}

Signer certificate() {
  return {.credential = pair("s", 45, crypto::KeyKind::ec_p256).own, .alg = JwsAlg::es256};
}

TEST(Seal, MarksTheContent) {
  SealRequest request = testing::encryption({direct()});
  EXPECT_EQ(to_text(testing::sealed(request).info), "application/jose:0:1");
  request.form = Form::jose_json;
  EXPECT_EQ(to_text(testing::sealed(request).info), "application/jose+json:0:2");
  request.form = Form::jose_json_base64;
  EXPECT_EQ(to_text(testing::sealed(request).info), "application/jose+json:0:3");
  request.form = Form::xml;
  EXPECT_EQ(to_text(testing::sealed(request).info), "application/xenc+xml:0:4");
  request = testing::signature({mic()});
  request.form = Form::xml_base64;
  EXPECT_EQ(to_text(testing::sealed(request).info), "application/xml:0:5");
}

TEST(Seal, PutsTheOnlyCredentialIntoTheProtectedHeader) {
  const Envelope envelope = testing::sealed(testing::encryption({direct()}));
  EXPECT_EQ(jose::peek_header(envelope.content).value().text(),
            R"({"alg":"dir","enc":"A256GCM","kid":"e","cty":"application/json"})");
}

TEST(Seal, GivesEachOfSeveralTargetsAHeaderOfItsOwn) {
  SealRequest request = testing::encryption({wrapped("a"), wrapped("b")});
  request.form = Form::jose_json;
  const Json object = parse_json(testing::sealed(request).content).value();
  const Bytes header = from_base64url(object.at("protected").get_ref<const std::string&>()).value();
  EXPECT_EQ(as_text(header), R"({"enc":"A256GCM","cty":"application/json"})");
  ASSERT_EQ(object.at("recipients").size(), 2U);
  EXPECT_EQ(object.at("recipients")[1].at("header"), (Json{{"alg", "A256KW"}, {"kid", "b"}}));
}

TEST(Seal, SaysInTheOuterHeaderThatASignatureIsInside) {
  SealRequest request = testing::encryption({direct()});
  request.security_class = SecurityClass::nested;
  request.signers = {certificate()};
  const Envelope envelope = testing::sealed(request);
  EXPECT_EQ(jose::peek_header(envelope.content).value().string("cty"), "jose");
}

TEST(Seal, TakesTheCredentialsOfItsClassOnly) {
  SealRequest request = testing::encryption({});
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  request = testing::encryption({direct()});
  request.signers = {certificate()};
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  request = testing::signature({mic()});
  request.targets = {direct()};
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  request.security_class = SecurityClass::nested;
  EXPECT_EQ(refusal(request), Errc::key_mismatch) << "a MIC inside";
}

TEST(Seal, UsesEachCredentialForItsPurpose) {
  EXPECT_EQ(refusal(testing::encryption({direct(15)})), Errc::key_mismatch);
  EXPECT_EQ(refusal(testing::encryption({direct(13)})), Errc::key_mismatch);
  EXPECT_EQ(refusal(testing::signature({mic(14)})), Errc::key_mismatch);
  Signer verifier = certificate();
  verifier.credential = pair("s", 45, crypto::KeyKind::ec_p256).others;
  EXPECT_EQ(refusal(testing::signature({verifier})), Errc::key_mismatch);
}

// TS-0003 clause 8.5.2.1: direct mode with exactly one symmetric key.
TEST(Seal, KeepsDirectModeForOneTarget) {
  SealRequest request = testing::encryption({direct(), wrapped("b")});
  request.form = Form::jose_json;
  EXPECT_EQ(refusal(request), Errc::invalid_value);
}

TEST(Seal, RefusesWhatTheFormCannotCarry) {
  EXPECT_EQ(refusal(testing::encryption({wrapped("a"), wrapped("b")})), Errc::invalid_value);
  SealRequest request = testing::encryption({direct()});
  request.associated_data = as_bytes("unit");
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  request = testing::signature({mic()});
  request.form = Form::jose_json;
  request.associated_data = as_bytes("unit");
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  request = testing::encryption({direct()});
  request.xml.part = xmlsec::EncryptedPart::octets;
  EXPECT_EQ(refusal(request), Errc::invalid_value) << "a shape of XML";
}

TEST(Seal, RefusesAlgorithmsBeyondTheList) {
  SealRequest request = testing::encryption({direct()});
  request.enc = jose::JweEnc::a256cbc_hs512;
  EXPECT_EQ(refusal(request), Errc::algorithm_not_allowed);
  Target target = wrapped("a");
  target.alg = JweAlg::a256gcmkw;
  EXPECT_EQ(refusal(testing::encryption({target})), Errc::algorithm_not_allowed);
  Signer signer = certificate();
  signer.alg = JwsAlg::eddsa;
  EXPECT_EQ(refusal(testing::signature({signer})), Errc::algorithm_not_allowed);
}

TEST(Seal, RefusesAShorterKey) {
  Target target = direct();
  target.credential = symmetric("e", 14, 16);
  EXPECT_EQ(refusal(testing::encryption({target})), Errc::invalid_length);
}

}  // namespace
}  // namespace plumbline::esdata
