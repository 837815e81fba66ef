// What CMS can express of the table, what it cannot, and what `openssl cms` makes of it.

#include "plumbline/cms/enveloped.hpp"
#include "plumbline/cms/mime.hpp"
#include "plumbline/cms/signed.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"

#include "samples.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace plumbline::esdata {
namespace {

using jose::JweAlg;
using jose::JwsAlg;
using testing::open_with;
using testing::symmetric;

constexpr TimePoint kNow = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};

std::string path_of(const std::string& name) {
  return plumbline::testing::project_path("reference-impl/objects/cms/tests/data/" + name);
}

/// Both halves of a key pair with the certificate over it.
testing::Pair certified(const std::string& id, int suid, const std::string& name) {
  const auto read = [](const std::string& file) {
    return plumbline::testing::read_file(path_of(file));
  };
  const auto key = crypto::PrivateKey::from_pem(read(name + "-key.pem")).value();
  const auto certificate = crypto::Certificate::from_pem(read(name + ".pem")).value();
  return {.own = {.id = id,
                  .suid = suid,
                  .key = jose::Jwk::from_private(key),
                  .certificate = certificate},
          .others = {.id = id,
                     .suid = suid,
                     .key = jose::Jwk::from_public(key.public_key()),
                     .certificate = certificate}};
}

SealRequest in_cms(SealRequest request) {
  request.form = Form::cms;
  request.signing_time = kNow;
  return request;
}

Target wrapped(const std::string& id, JweAlg alg = JweAlg::a256kw, std::size_t octets = 32) {
  return {.credential = symmetric(id, 14, octets), .alg = alg};
}

HeldCredential held(const std::string& id, int suid = 14, std::size_t octets = 32) {
  return {.credential = symmetric(id, suid, octets)};
}

Signer source(const std::string& name = "p256", JwsAlg alg = JwsAlg::es256) {
  return {.credential = certified("s", 45, name).own, .alg = alg};
}

HeldCredential source_certificate(const std::string& name = "p256") {
  return {.credential = certified("s", 45, name).others};
}

SealRequest nested(std::vector<Target> targets) {
  SealRequest request = in_cms(testing::encryption(std::move(targets)));
  request.security_class = SecurityClass::nested;
  request.signers = {source()};
  return request;
}

Errc refusal(const SealRequest& request) {
  auto random = testing::make_random();
  return seal(request, random).error().code;
}

struct Way {
  Target target;
  HeldCredential held;
  SourceAuthentication source{};
};

std::vector<Way> ways_to_encrypt() {
  std::vector<Way> ways;
  for (const auto& [alg, octets] : {std::pair{JweAlg::a128kw, std::size_t{16}},
                                    {JweAlg::a192kw, std::size_t{24}},
                                    {JweAlg::a256kw, std::size_t{32}},
                                    {JweAlg::a128kw, std::size_t{48}}}) {  // longer than it needs
    ways.push_back(
        {wrapped("e", alg, octets), held("e", 14, octets), SourceAuthentication::symmetric});
  }
  for (const auto& [name, alg] : {std::pair{"rsa", JweAlg::rsa_oaep_256},
                                  {"p256", JweAlg::ecdh_es_a256kw},
                                  {"p384", JweAlg::ecdh_es_a256kw},
                                  {"p521", JweAlg::ecdh_es_a256kw}}) {
    const testing::Pair pair = certified("e", 44, name);
    ways.push_back({{.credential = pair.others, .alg = alg}, {.credential = pair.own}, {}});
  }
  return ways;
}

TEST(Cms, EncryptsInEachWay) {
  for (const Way& way : ways_to_encrypt()) {
    SCOPED_TRACE(name_of(way.target.alg));
    const Envelope envelope = testing::sealed(in_cms(testing::encryption({way.target})));
    EXPECT_EQ(to_text(envelope.info), "application/pkcs7-mime:2");
    const auto opened = open_with(envelope, {way.held}, SecurityClass::encryption_only);
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), testing::kText);
    EXPECT_EQ(opened.value().type, "application/json") << "protected, unlike in XML";
    EXPECT_EQ(opened.value().opened_with, "e");
    EXPECT_EQ(opened.value().source, way.source);
  }
}

TEST(Cms, SignsInEachWay) {
  for (const auto& [name, alg] : {std::pair{"rsa", JwsAlg::rs256},
                                  {"rsa", JwsAlg::rs384},
                                  {"rsa", JwsAlg::rs512},
                                  {"p256", JwsAlg::es256},
                                  {"p384", JwsAlg::es384},
                                  {"p521", JwsAlg::es512}}) {
    SCOPED_TRACE(name_of(alg));
    const Envelope envelope = testing::sealed(in_cms(testing::signature({source(name, alg)})));
    const auto opened = open_with(envelope, {source_certificate(name)});
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), testing::kText);
    EXPECT_EQ(opened.value().type, "application/json");
    EXPECT_EQ(opened.value().verified_by, std::vector<std::string>{"s"});
    EXPECT_EQ(opened.value().source, SourceAuthentication::non_repudiable);
  }
}

TEST(Cms, NestsASignatureInWhatIsEncryptedToSeveral) {
  const testing::Pair rsa = certified("r", 44, "rsa");
  const Envelope envelope = testing::sealed(
      nested({wrapped("e"), {.credential = rsa.others, .alg = JweAlg::rsa_oaep_256}}));
  for (const HeldCredential& own : {held("e"), HeldCredential{.credential = rsa.own}}) {
    const auto opened = open_with(envelope, {own, source_certificate()}, SecurityClass::nested);
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), testing::kText);
    EXPECT_EQ(opened.value().opened_with, own.credential.id);
    EXPECT_EQ(opened.value().source, SourceAuthentication::non_repudiable);
  }
  EXPECT_EQ(open_with(envelope, {held("e")}).error().code, Errc::key_not_found);
}

TEST(Cms, NamesEverySignerThatVerified) {
  Signer second = source("rsa", JwsAlg::rs256);
  second.credential.id = "t";
  HeldCredential other = source_certificate("rsa");
  other.credential.id = "t";
  const Envelope envelope = testing::sealed(in_cms(testing::signature({source(), second})));
  // A SET has no order: the credentials say it.
  using Ids = std::vector<std::string>;
  EXPECT_EQ(open_with(envelope, {source_certificate(), other}).value().verified_by,
            (Ids{"s", "t"}));
  EXPECT_EQ(open_with(envelope, {other, source_certificate()}).value().verified_by,
            (Ids{"t", "s"}));
  EXPECT_EQ(open_with(envelope, {other}).value().verified_by, std::vector<std::string>{"t"});
}

// ESD-18: who else can read the object could have written it.
TEST(Cms, TrustsASharedKeyNoFurtherThanItsCircle) {
  const testing::Pair ec = certified("c", 44, "p256");
  const Target to_certificate{.credential = ec.others, .alg = JweAlg::ecdh_es_a256kw};
  const Envelope two = testing::sealed(in_cms(testing::encryption({wrapped("e"), to_certificate})));
  EXPECT_EQ(open_with(two, {held("e")}).value().source, SourceAuthentication::none);
  HeldCredential shared = held("e");
  shared.targets = 2;
  const Envelope one = testing::sealed(in_cms(testing::encryption({wrapped("e")})));
  EXPECT_EQ(open_with(one, {shared}).value().source, SourceAuthentication::none);
}

TEST(Cms, SaysWhatItCannotExpress) {
  EXPECT_EQ(refusal(in_cms(testing::encryption({wrapped("e", JweAlg::dir)}))), Errc::unsupported);
  EXPECT_EQ(refusal(in_cms(
                testing::signature({{.credential = symmetric("m", 15), .alg = JwsAlg::hs256}}))),
            Errc::unsupported);
  const Credential ec = certified("c", 44, "p256").others;
  EXPECT_EQ(
      refusal(in_cms(testing::encryption({{.credential = ec, .alg = JweAlg::ecdh_es_a128kw}}))),
      Errc::unsupported);
  SealRequest request = in_cms(testing::encryption({wrapped("e")}));
  request.associated_data = as_bytes("unit");
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  request = in_cms(testing::encryption({wrapped("e")}));
  request.xml.part = xmlsec::EncryptedPart::octets;
  EXPECT_EQ(refusal(request), Errc::invalid_value);
  auto random = testing::make_random();
  request.xml = {};
  EXPECT_EQ(seal(request, {.cek = {}, .iv = Bytes(12), .epk = {}}, random).error().code,
            Errc::unsupported);
}

TEST(Cms, NeedsTheCertificateOfAKeyPair) {
  Signer signer = source();
  signer.credential.certificate.reset();
  EXPECT_EQ(refusal(in_cms(testing::signature({signer}))), Errc::key_mismatch);
  signer = source();
  signer.credential.certificate = certified("s", 45, "other-p256").own.certificate;
  EXPECT_EQ(refusal(in_cms(testing::signature({signer}))), Errc::key_mismatch);
  signer = source("p256", JwsAlg::es384);
  EXPECT_EQ(refusal(in_cms(testing::signature({signer}))), Errc::key_mismatch) << "a curve, a hash";
  Target target{.credential = certified("c", 44, "p256").others, .alg = JweAlg::ecdh_es_a256kw};
  target.credential.certificate = certified("c", 44, "other-p256").own.certificate;
  EXPECT_EQ(refusal(in_cms(testing::encryption({target}))), Errc::key_mismatch);
}

// RFC 8551 clause 3.1.1.
TEST(Cms, BringsTextIntoCanonicalForm) {
  SealRequest request = in_cms(testing::signature({source()}));
  request.plaintext = as_bytes("one\ntwo");
  for (const char* const type : {"text/plain", "Text/Plain"}) {
    request.type = type;
    const Opened opened = open_with(testing::sealed(request), {source_certificate()}).value();
    EXPECT_EQ(as_text(opened.plaintext), "one\r\ntwo");
    EXPECT_EQ(opened.type, type);
  }
}

// ESD-19: what is wrong shows in nothing.
TEST(Cms, GivesNoPayloadOfAChangedEnvelope) {
  const Envelope good = testing::sealed(nested({wrapped("e")}));
  const std::vector<HeldCredential> keys{held("e"), source_certificate()};
  Bytes der = from_base64(good.content).value();
  for (std::size_t i = 0; i < der.size(); ++i) {
    der[i] ^= 1U;
    const Envelope changed{.content = to_base64(der), .info = good.info};
    EXPECT_FALSE(open_with(changed, keys)) << i;
    der[i] ^= 1U;
  }
  HeldCredential other = held("x");
  other.credential.id = "e";
  const Error wrong_key = open_with(good, {other, source_certificate()}).error();
  der.back() ^= 1U;  // of the tag
  const Envelope changed{.content = to_base64(der), .info = good.info};
  EXPECT_EQ(to_string(open_with(changed, keys).error()), to_string(wrong_key));
}

// RFC 2045 clause 5.1: the signature inside is found however its media type is written.
TEST(Cms, KnowsMediaTypesInAnyCase) {
  const Envelope inner = testing::sealed(in_cms(testing::signature({source()})));
  const std::string message =
      "Content-Type: Application/PKCS7-MIME\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
      inner.content;
  const Credential own = symmetric("e", 14);
  const Bytes der =
      cms::seal({.plaintext = as_bytes(message),
                 .recipients = {cms::SharedKek{.id = {'e'}, .key = own.key.secret()}}})
          .value();
  Envelope outer{.content = to_base64(der), .info = inner.info};
  outer.info.media_type = "Application/PKCS7-MIME; smime-type=authEnveloped-data";
  const auto opened = open_with(outer, {held("e"), source_certificate()});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(opened.value().security_class, SecurityClass::nested);
}

TEST(Cms, RefusesWhatIsNotMarkedSo) {
  const Envelope good = testing::sealed(in_cms(testing::encryption({wrapped("e")})));
  for (const auto& [marking, code] : {std::pair{"application/pkcs7-mime:0", Errc::unsupported},
                                      {"application/pkcs7-mime:1", Errc::unsupported},
                                      {"application/json:2", Errc::unsupported},
                                      {"application/jose:0:1", Errc::malformed}}) {
    Envelope other = good;
    other.info = onem2m::parse_content_info(marking).value();
    EXPECT_EQ(open_with(other, {held("e")}).error().code, code) << marking;
  }
  Envelope with_parameter = good;
  with_parameter.info.media_type += ";smime-type=authEnveloped-data";
  EXPECT_TRUE(open_with(with_parameter, {held("e")}));
}

/// The openssl program reads the entity that is signed, and makes what a target opens.
TEST(Cms, IsSMimeToOthers) {
  const plumbline::testing::Folder folder;
  const auto run = [&folder](const std::string& arguments) {
    const std::string command = "openssl cms " + arguments + " >" + folder.path("log") + " 2>&1";
    return std::system(command.c_str()) == 0;
  };
  const Envelope ours = testing::sealed(in_cms(testing::signature({source()})));
  folder.write("ours", as_text(from_base64(ours.content).value()));
  ASSERT_TRUE(run("-verify -binary -inform DER -noverify -nointern -certfile " +
                  path_of("p256.pem") + " -in " + folder.path("ours") + " -out " +
                  folder.path("entity")))
      << folder.read("log");
  EXPECT_EQ(folder.read("entity"),
            "Content-Type: application/json\r\n\r\n" + std::string{testing::kText});
  folder.write("plain", folder.read("entity"));
  ASSERT_TRUE(run("-encrypt -binary -outform DER -aes-256-gcm -in " + folder.path("plain") +
                  " -out " + folder.path("its") + " -recip " + path_of("rsa.pem") +
                  " -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"))
      << folder.read("log");
  const std::string its = folder.read("its");
  const Envelope theirs{.content = to_base64(as_bytes(its)), .info = ours.info};
  const auto opened = open_with(theirs, {{.credential = certified("r", 44, "rsa").own}});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().plaintext), testing::kText);
}

}  // namespace
}  // namespace plumbline::esdata
