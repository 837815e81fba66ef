// What XML has besides what every form has: places of a signature, parts to encrypt, and an
// envelope that protects less of itself.

#include "plumbline/xmlsec/encryption.hpp"

#include "samples.hpp"

#include <gtest/gtest.h>

namespace plumbline::esdata {
namespace {

using jose::JweAlg;
using jose::JwsAlg;
using testing::open_with;
using testing::pair;
using testing::symmetric;
using xmlsec::EncryptedPart;
using xmlsec::SignatureForm;

constexpr std::string_view kDocument =
    R"(<m:cin xmlns:m="urn:m2m"><con Id="con">21.5</con><lbl>a</lbl></m:cin>)";

Target wrapped(const std::string& id, std::size_t octets = 32) {
  return {.credential = symmetric(id, 14, octets), .alg = JweAlg::a256kw};
}

Signer certificate() {
  return {.credential = pair("s", 45, crypto::KeyKind::ec_p256).own, .alg = JwsAlg::es256};
}

HeldCredential held(const std::string& id, int suid = 14, std::size_t targets = 1) {
  return {.credential = symmetric(id, suid), .targets = targets};
}

HeldCredential source_certificate() {
  return {.credential = pair("s", 45, crypto::KeyKind::ec_p256).others};
}

SealRequest in_xml(SealRequest request) {
  request.form = Form::xml;
  return request;
}

/// `request` about an XML document instead of octets.
SealRequest of_document(SealRequest request, XmlShape shape) {
  request.plaintext = as_bytes(kDocument);
  request.type.clear();
  request.xml = std::move(shape);
  return in_xml(std::move(request));
}

SealRequest nested() {
  SealRequest request = in_xml(testing::encryption({wrapped("e")}));
  request.security_class = SecurityClass::nested;
  request.signers = {certificate()};
  return request;
}

Errc refusal(const SealRequest& request) {
  auto random = testing::make_random();
  return seal(request, random).error().code;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(SealXml, NamesTheCredential) {
  const std::string content = testing::sealed(in_xml(testing::encryption({wrapped("e")}))).content;
  EXPECT_NE(content.find("<ds:KeyName>e</ds:KeyName>"), std::string::npos) << content;
}

TEST(SealXml, SignsADocumentInEachPlace) {
  const std::vector<std::pair<XmlShape, std::string_view>> shapes{
      {{.signature = SignatureForm::enveloping}, kDocument},
      {{.signature = SignatureForm::enveloped}, kDocument},
      {{.signature = SignatureForm::detached, .id = "con"}, R"(<con Id="con">21.5</con>)"}};
  for (const auto& [shape, covered] : shapes) {
    const Envelope envelope =
        testing::sealed(of_document(testing::signature({certificate()}), shape));
    const auto opened = open_with(envelope, {source_certificate()});
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), covered);
    EXPECT_EQ(opened.value().source, SourceAuthentication::non_repudiable);
  }
}

TEST(SealXml, EncryptsEachPartOfADocument) {
  const std::vector<std::pair<EncryptedPart, std::string_view>> parts{
      {EncryptedPart::octets, kDocument},
      {EncryptedPart::element, kDocument},
      {EncryptedPart::content, R"(<con Id="con">21.5</con><lbl>a</lbl>)"}};
  for (const auto& [part, plaintext] : parts) {
    const Envelope envelope =
        testing::sealed(of_document(testing::encryption({wrapped("e")}), {.part = part}));
    EXPECT_EQ(envelope.content.starts_with("<m:cin"), part == EncryptedPart::content);
    const auto opened = open_with(envelope, {held("e")});
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), plaintext);
  }
}

TEST(SealXml, TakesAShapeOfItsClassOnly) {
  EXPECT_EQ(refusal(of_document(testing::encryption({wrapped("e")}),
                                {.signature = SignatureForm::enveloped})),
            Errc::invalid_value);
  EXPECT_EQ(refusal(of_document(testing::encryption({wrapped("e")}), {.id = "con"})),
            Errc::invalid_value);
  EXPECT_EQ(
      refusal(of_document(testing::signature({certificate()}), {.part = EncryptedPart::octets})),
      Errc::invalid_value);
  EXPECT_EQ(refusal(of_document(testing::signature({certificate()}), {.id = "con"})),
            Errc::invalid_value);
  EXPECT_EQ(refusal(of_document(testing::signature({certificate()}),
                                {.signature = SignatureForm::detached, .id = "none"})),
            Errc::not_found);
}

TEST(SealXml, RefusesWhatXmlCannotCarry) {
  SealRequest request = in_xml(testing::encryption({wrapped("e")}));
  request.associated_data = as_bytes("unit");
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  request = in_xml(testing::signature({certificate(), certificate()}));
  EXPECT_EQ(refusal(request), Errc::unsupported);
  request = in_xml(testing::encryption({wrapped("e")}));
  request.xml.part = EncryptedPart::element;
  EXPECT_EQ(refusal(request), Errc::invalid_value) << "a type of what is no octets";
  request.type.clear();
  EXPECT_EQ(refusal(request), Errc::malformed) << "no document";
}

TEST(OpenXml, CutsALongerKeyAndRefusesAShorterOne) {
  const Envelope envelope = testing::sealed(in_xml(testing::encryption({wrapped("e", 48)})));
  EXPECT_TRUE(open_with(envelope, {{.credential = symmetric("e", 14, 48)}}));
  EXPECT_EQ(open_with(envelope, {{.credential = symmetric("e", 14, 16)}}).error().code,
            Errc::key_mismatch);
}

// ESD-08, ESD-18, ESD-20.
TEST(OpenXml, TrustsASharedKeyNoFurtherThanItsCircle) {
  const Envelope one = testing::sealed(in_xml(testing::encryption({wrapped("e")})));
  EXPECT_EQ(open_with(one, {held("e")}).value().source, SourceAuthentication::symmetric);
  EXPECT_EQ(open_with(one, {held("e", 14, 2)}).value().source, SourceAuthentication::none);
  const Envelope two = testing::sealed(in_xml(testing::encryption({wrapped("e"), wrapped("f")})));
  for (const char* const id : {"e", "f"}) {
    const auto opened = open_with(two, {held(id)});
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(opened.value().opened_with, id);
    EXPECT_EQ(opened.value().source, SourceAuthentication::none);
  }
}

TEST(OpenXml, RefusesACredentialOfTheOtherPurpose) {
  const Envelope encrypted = testing::sealed(in_xml(testing::encryption({wrapped("k")})));
  EXPECT_EQ(open_with(encrypted, {held("k", 15)}).error().code, Errc::key_mismatch);
  const Envelope with_mic = testing::sealed(
      in_xml(testing::signature({{.credential = symmetric("k", 15), .alg = JwsAlg::hs256}})));
  EXPECT_EQ(open_with(with_mic, {held("k")}).error().code, Errc::key_mismatch);
  EXPECT_TRUE(open_with(with_mic, {held("k"), held("k", 15)})) << "one id, two purposes";
}

// ESD-19: a wrong key, encrypted key, IV, ciphertext and tag have one answer.
TEST(OpenXml, TellsNotWhatIsWrong) {
  const Envelope good = testing::sealed(in_xml(testing::encryption({wrapped("e")})));
  HeldCredential other = held("x");
  other.credential.id = "e";
  const Error wrong_key = open_with(good, {other}).error();
  EXPECT_EQ(wrong_key.code, Errc::authentication_failed);
  for (std::size_t at = good.content.find("<xenc:CipherValue>"); at != std::string::npos;
       at = good.content.find("<xenc:CipherValue>", at + 1)) {
    Envelope changed = good;
    char& symbol = changed.content[at + std::string_view{"<xenc:CipherValue>"}.size()];
    symbol = symbol == 'A' ? 'B' : 'A';
    EXPECT_EQ(to_string(open_with(changed, {held("e")}).error()), to_string(wrong_key));
  }
}

// ESD-19: Type and MimeType are not authenticated, so nothing that is reported comes from them.
TEST(OpenXml, BelievesNothingThatIsNotProtected) {
  const Envelope good = testing::sealed(in_xml(testing::encryption({wrapped("e")})));
  Envelope changed = good;
  changed.content = replaced(good.content, "application/json", "application/pdf");
  EXPECT_EQ(open_with(changed, {held("e")}).value().type, "");
  const Envelope both = testing::sealed(nested());
  changed.content = replaced(both.content, "xmlenc#Element", "xmlenc#Nothing");
  const auto opened = open_with(changed, {held("e"), source_certificate()});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(opened.value().security_class, SecurityClass::nested) << "the plaintext says so";
}

TEST(OpenXml, AsksForTheSignatureInside) {
  const Envelope both = testing::sealed(nested());
  EXPECT_EQ(open_with(both, {held("e")}).error().code, Errc::key_not_found);
  EXPECT_EQ(open_with(both, {held("e"), source_certificate()}, SecurityClass::encryption_only)
                .error()
                .code,
            Errc::invalid_value);
}

// Table 8.5.2.1-1: the inner layer is a digital signature.
TEST(OpenXml, RefusesAMicInside) {
  SealRequest inner =
      in_xml(testing::signature({{.credential = symmetric("m", 15), .alg = JwsAlg::hs256}}));
  const std::string with_mic = testing::sealed(inner).content;
  SealRequest outer = in_xml(testing::encryption({wrapped("e")}));
  outer.plaintext = as_bytes(with_mic);
  EXPECT_EQ(open_with(testing::sealed(outer), {held("e"), held("m", 15)}).error().code,
            Errc::key_mismatch);
}

TEST(OpenXml, RefusesASignatureOverSeveralParts) {
  const xmlsec::Key key = xmlsec::Key::from_secret(crypto::SecretBytes{32}, {.name = "m"});
  Envelope envelope{.info = onem2m::parse_content_info("application/xml:0:4").value()};
  envelope.content = xmlsec::sign({.input = as_bytes(R"(<a><b Id="b"/><c Id="c"/></a>)"),
                                   .form = SignatureForm::detached,
                                   .ids = {"b", "c"},
                                   .key = &key})
                         .value();
  HeldCredential mic = held("m", 15);
  mic.credential.key = jose::Jwk::from_secret(crypto::SecretBytes{32});
  EXPECT_EQ(open_with(envelope, {mic}).error().code, Errc::unsupported);
}

TEST(OpenXml, GoesByTheMarking) {
  const Envelope good = testing::sealed(in_xml(testing::encryption({wrapped("e")})));
  for (const auto& [marking, code] : {std::pair{"application/xenc+xml:0:5", Errc::malformed},
                                      {"application/xenc+xml:1:4", Errc::unsupported},
                                      {"application/xenc+xml:0", Errc::unsupported},
                                      {"application/jose:0:1", Errc::malformed},
                                      {"application/jose+json:0:2", Errc::malformed}}) {
    Envelope other = good;
    other.info = onem2m::parse_content_info(marking).value();
    EXPECT_EQ(open_with(other, {held("e")}).error().code, code) << marking;
  }
}

}  // namespace
}  // namespace plumbline::esdata
