// One rule, one variation of a valid object: XML Encryption 1.1, ESD-19, decisions on failures that
// look alike.

#include "support.hpp"

#include <gmock/gmock.h>

#include <array>
#include <string>

namespace plumbline::xmlsec {
namespace {

using crypto::KeyKind;
using testing::between;
using testing::refusal;
using testing::replaced;

class Encryption : public ::testing::Test {
 protected:
  [[nodiscard]] std::string sealed(std::vector<EncryptionRecipient> recipients) {
    return encrypt({.input = as_bytes("content"),
                    .algorithm = ContentEncryption::aes128_gcm,
                    .recipients = std::move(recipients)},
                   random_)
        .value();
  }

  [[nodiscard]] std::string wrapped() { return sealed({{KeyManagement::kw_aes128, &key_}}); }

  [[nodiscard]] std::string verdict(const std::string& document) const {
    return refusal(decrypt(document, keys_));
  }

  crypto::SeededRandom random_ = testing::make_random();
  Key key_ = testing::secret_key(16);
  Key rsa_ = testing::key_pair(KeyKind::rsa);
  Key ec_ = testing::key_pair(KeyKind::ec_p256);
  Key rsa_public_ = testing::public_half(rsa_);
  Key ec_public_ = testing::public_half(ec_);
  std::vector<Key> keys_{key_, rsa_, ec_};
};

TEST_F(Encryption, TheValidTwinsOpen) {
  EXPECT_EQ(verdict(sealed({{KeyManagement::direct, &key_}})), "");
  EXPECT_EQ(verdict(wrapped()), "");
  EXPECT_EQ(verdict(sealed({{KeyManagement::rsa_oaep, &rsa_public_}})), "");
  EXPECT_EQ(verdict(sealed({{KeyManagement::ecdh_es_kw_aes256, &ec_public_}})), "");
}

TEST_F(Encryption, EachOfManyRecipientsOpens) {
  const Key other = testing::secret_key(24, "other");
  const std::string document = sealed({{KeyManagement::kw_aes192, &other},
                                       {KeyManagement::rsa_oaep, &rsa_public_},
                                       {KeyManagement::ecdh_es_kw_aes128, &ec_public_},
                                       {KeyManagement::kw_aes128, &key_}});
  const std::array<Key, 4> keys{other, rsa_, ec_, key_};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto opened = decrypt(document, {&keys.at(i), 1});
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), "content");
    EXPECT_EQ(opened.value().recipient, i);
    EXPECT_EQ(opened.value().recipients, keys.size());
  }
  EXPECT_EQ(refusal(decrypt(document, keys, {.recipients = 3})), "too_large");
  const Key stranger = testing::secret_key(16, "stranger");
  EXPECT_EQ(refusal(decrypt(document, {&stranger, 1})), "key_not_found");
  EXPECT_EQ(refusal(decrypt(document, {})), "key_not_found");
  // What cannot be opened is passed over when another recipient may do.
  EXPECT_EQ(verdict(replaced(document, "xmlenc#kw-aes192", "xmlenc#kw-tripledes")), "");
}

// Whichever secret is wrong, a peer learns the same.
TEST_F(Encryption, FailuresLookAlike) {
  const std::vector<Key> wrong{
      Key::from_secret(crypto::SecretBytes{16}, {.name = "k"}),
      Key::from_private(crypto::PrivateKey::generate(KeyKind::rsa), {.name = "pair"}),
      Key::from_private(crypto::PrivateKey::generate(KeyKind::ec_p256), {.name = "pair"})};
  std::vector<std::string> details;
  for (const std::string& document : {sealed({{KeyManagement::direct, &key_}}),
                                      wrapped(),
                                      sealed({{KeyManagement::rsa_oaep, &rsa_public_}}),
                                      sealed({{KeyManagement::ecdh_es_kw_aes256, &ec_public_}})}) {
    for (const Key& key : wrong) {
      const auto opened = decrypt(document, {&key, 1});
      ASSERT_FALSE(opened);
      if (opened.error().code == Errc::authentication_failed) {
        details.push_back(opened.error().detail);
      }
    }
    const std::string first = between(document, "<xenc:CipherValue>", "<");
    for (const std::string& value :
         {first, document.substr(document.rfind("<xenc:CipherValue>") + 18, first.size() / 4)}) {
      const auto opened =
          decrypt(replaced(document,
                           value,
                           replaced(value, value.substr(0, 1), value.starts_with('A') ? "B" : "A")),
                  keys_);
      ASSERT_FALSE(opened);
      details.push_back(to_string(opened.error()).substr(to_string(opened.error()).find(' ') + 1));
      EXPECT_EQ(opened.error().code, Errc::authentication_failed);
    }
  }
  EXPECT_GE(details.size(), 12U);
  EXPECT_THAT(details, ::testing::Each("XML-Enc: does not open with this key"));
}

// ESD-19. What XML Encryption does not protect (prefixes, Type, names) may change, content never.
TEST_F(Encryption, EveryOctetCounts) {
  const std::string document =
      sealed({{KeyManagement::ecdh_es_kw_aes128, &ec_public_}, {KeyManagement::kw_aes128, &key_}});
  for (std::size_t i = 0; i < document.size(); ++i) {
    std::string changed = document;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    if (const auto opened = decrypt(changed, keys_)) {
      EXPECT_EQ(as_text(opened.value().plaintext), "content") << i << ": " << changed;
    }
  }
}

TEST_F(Encryption, EveryCharacterOfTheValuesCounts) {
  const std::string document = wrapped();
  constexpr std::string_view kBegin = "<xenc:CipherValue>";
  for (auto at = document.find(kBegin); at != std::string::npos;
       at = document.find(kBegin, at + 1)) {
    for (std::size_t i = at + kBegin.size(); document[i] != '<'; ++i) {
      std::string changed = document;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      EXPECT_NE(verdict(changed), "") << changed;
      changed.erase(i, 1);
      EXPECT_NE(verdict(changed), "") << changed;
    }
  }
}

TEST_F(Encryption, Base64IsStrictButForWhiteSpace) {
  const std::string document = wrapped();
  const std::string value = between(document, "<xenc:CipherValue>", "<");
  EXPECT_EQ(
      verdict(replaced(document, value, "\n" + value.substr(0, 4) + " \t\r\n" + value.substr(4))),
      "");
  for (const std::string& bad : {value + "=",
                                 value.substr(1),
                                 value + "*",
                                 std::string{"===="},
                                 value.substr(0, 4) + "=" + value}) {
    EXPECT_EQ(verdict(replaced(document, value, bad)), "malformed") << bad;
  }
  EXPECT_EQ(verdict(replaced(document, value, value.substr(0, 4) + "<!-- -->" + value.substr(4))),
            "malformed");
  const std::string cipher = document.substr(document.rfind("<xenc:CipherValue>") + 18, 16);
  EXPECT_EQ(
      verdict(replaced(document,
                       between(document.substr(document.rfind("<xenc:CipherValue>")), ">", "<"),
                       cipher)),
      "invalid_length");
  EXPECT_EQ(verdict(replaced(document, value, "")), "authentication_failed");
}

TEST_F(Encryption, AlgorithmsAreOpen) {
  const std::string document = wrapped();
  EXPECT_EQ(verdict(replaced(document, "2009/xmlenc11#aes128-gcm", "2001/04/xmlenc#aes128-cbc")),
            "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, "xmlenc#kw-aes128", "xmlenc#rsa-1_5")),
            "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, "xmlenc#kw-aes128", "xmlenc#rsa-oaep-mgf1p")),
            "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, "xmlenc#kw-aes128", "xmlenc#kw-aes256")), "key_mismatch");
  EXPECT_EQ(verdict(replaced(document, "aes128-gcm", "aes256-gcm")), "authentication_failed");
  const std::vector<std::string> names{"kw-aes128", "aes256-gcm"};
  EXPECT_EQ(
      refusal(decrypt(document, keys_, {.algorithms = AlgorithmPolicy::named(names).value()})),
      "algorithm_not_allowed");
  const std::vector<std::string> others{"kw-aes256", "aes128-gcm"};
  EXPECT_EQ(
      refusal(decrypt(document, keys_, {.algorithms = AlgorithmPolicy::named(others).value()})),
      "algorithm_not_allowed");
  const std::vector<std::string> unknown{"aes128-cbc"};
  EXPECT_EQ(refusal(AlgorithmPolicy::named(unknown)), "algorithm_not_allowed");
}

TEST_F(Encryption, OaepIsSha256AndNothingElse) {
  const std::string document = sealed({{KeyManagement::rsa_oaep, &rsa_public_}});
  const std::string digest =
      "<ds:DigestMethod " + between(document, "<ds:DigestMethod ", "/>") + "/>";
  const std::string mask = "<xenc11:MGF " + between(document, "<xenc11:MGF ", "/>") + "/>";
  EXPECT_EQ(verdict(replaced(document, digest, "")), "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, mask, "")), "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, "2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1")),
            "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, "mgf1sha256", "mgf1sha1")), "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, digest, "<xenc:OAEPparams>AA==</xenc:OAEPparams>" + digest)),
            "unsupported");
}

TEST_F(Encryption, AgreementIsStrict) {
  const std::string document = sealed({{KeyManagement::ecdh_es_kw_aes128, &ec_public_}});
  const std::string point = between(document, "<dsig11:PublicKey>", "<");
  EXPECT_EQ(verdict(replaced(document, point, to_base64(Bytes(65, 4)))), "malformed")
      << "off the curve";
  EXPECT_EQ(verdict(replaced(document, point, to_base64(Bytes{0}))), "malformed") << "infinity";
  EXPECT_EQ(verdict(replaced(document, "1.2.840.10045.3.1.7", "1.3.132.0.34")), "malformed");
  EXPECT_EQ(verdict(replaced(document, "1.2.840.10045.3.1.7", "1.3.132.0.10")),
            "algorithm_not_allowed");
  const Key p384 =
      Key::from_private(crypto::PrivateKey::generate(KeyKind::ec_p384), {.name = "pair"});
  EXPECT_EQ(refusal(decrypt(document, {&p384, 1})), "key_mismatch");
  EXPECT_EQ(verdict(replaced(document, "xmlenc11#ECDH-ES", "xmlenc#dh")), "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, "#ConcatKDF", "#pbkdf2")), "algorithm_not_allowed");
  EXPECT_EQ(verdict(replaced(document, "AlgorithmID=\"00", "AlgorithmID=\"01")), "unsupported");
  EXPECT_EQ(verdict(replaced(document, "AlgorithmID=\"00", "AlgorithmID=\"0")), "malformed");
  EXPECT_EQ(verdict(replaced(document, "PartyVInfo=\"00", "PartyVInfo=\"0000")),
            "authentication_failed");
  EXPECT_EQ(verdict(replaced(document,
                             "<xenc:RecipientKeyInfo><ds:KeyName>pair",
                             "<xenc:RecipientKeyInfo><ds:KeyName>other")),
            "key_not_found");
}

TEST_F(Encryption, DirectModeStandsAlone) {
  const std::string direct = sealed({{KeyManagement::direct, &key_}});
  const std::string encrypted_key =
      "<xenc:EncryptedKey>" + between(wrapped(), "<xenc:EncryptedKey>", "</xenc:EncryptedKey>") +
      "</xenc:EncryptedKey>";
  EXPECT_EQ(direct.find("EncryptedKey"), std::string::npos);
  EXPECT_EQ(verdict(replaced(direct, "</ds:KeyInfo>", encrypted_key + "</ds:KeyInfo>")),
            "malformed");
  EXPECT_EQ(verdict(replaced(direct, ">k<", ">other<")), "key_not_found");
  const std::string key_info =
      "<ds:KeyInfo" + between(direct, "<ds:KeyInfo", "</ds:KeyInfo>") + "</ds:KeyInfo>";
  EXPECT_EQ(verdict(replaced(direct, key_info, "")), "");
}

TEST_F(Encryption, StructureIsStrict) {
  const std::string document = wrapped();
  EXPECT_EQ(verdict(replaced(document, "</xenc:EncryptedData>", "<x/></xenc:EncryptedData>")),
            "malformed");
  EXPECT_EQ(verdict(replaced(document, "</xenc:EncryptedData>", "x</xenc:EncryptedData>")),
            "malformed");
  EXPECT_EQ(verdict("<a>" + document + document + "</a>"), "unsupported");
  EXPECT_EQ(verdict("<a/>"), "malformed");
  EXPECT_EQ(
      verdict(replaced(document,
                       "<xenc:CipherValue>",
                       "<xenc:CipherReference URI=\"file:///etc/passwd\"/><xenc:CipherValue>")),
      "unsupported");
  EXPECT_EQ(verdict(replaced(document, "http://www.w3.org/2001/04/xmlenc#\"", "urn:x\"")),
            "malformed");
  // Content needs an element around it, and well-formed it has to be.
  EXPECT_EQ(
      verdict(replaced(document,
                       "<xenc:EncryptedData ",
                       "<xenc:EncryptedData Type=\"http://www.w3.org/2001/04/xmlenc#Content\" ")),
      "malformed");
  EXPECT_EQ(
      verdict(replaced(document,
                       "<xenc:EncryptedData ",
                       "<xenc:EncryptedData Type=\"http://www.w3.org/2001/04/xmlenc#Element\" ")),
      "malformed");
  EXPECT_EQ(refusal(decrypt(document, keys_, {.part = EncryptedPart::element})), "invalid_value");
}

TEST_F(Encryption, FixedInputsMakeKnownAnswers) {
  const FixedEncryptionInputs fixed{.cek = crypto::SecretBytes{as_bytes("0123456789abcdef")},
                                    .iv = Bytes(12, 'i'),
                                    .ephemeral = crypto::PrivateKey::generate(KeyKind::ec_p256)};
  const EncryptRequest request{.input = as_bytes("content"),
                               .algorithm = ContentEncryption::aes128_gcm,
                               .recipients = {{KeyManagement::ecdh_es_kw_aes128, &ec_public_},
                                              {KeyManagement::kw_aes128, &key_}}};
  const std::string made = encrypt(request, fixed, random_).value();
  EXPECT_EQ(encrypt(request, fixed, random_).value(), made);
  EXPECT_EQ(made.substr(made.rfind("<xenc:CipherValue>") + 18, 16), to_base64(Bytes(12, 'i')));
  EXPECT_EQ(encrypt(request, random_).value().find(to_base64(Bytes(12, 'i'))), std::string::npos);
  EXPECT_EQ(verdict(made), "");
}

TEST_F(Encryption, RequestsThatMakeNoSense) {
  const auto verdict_of = [this](const EncryptRequest& request) {
    return refusal(encrypt(request, random_));
  };
  const Key for_signatures = Key::from_secret(testing::octets(16), {.use = KeyUse::signature});
  const EncryptionRecipient wrap{KeyManagement::kw_aes128, &key_};
  EXPECT_EQ(verdict_of({}), "invalid_value");
  EXPECT_EQ(verdict_of({.recipients = {wrap, {KeyManagement::direct, &key_}}}), "invalid_value");
  EXPECT_EQ(verdict_of({.recipients = {{KeyManagement::kw_aes256, &key_}}}), "key_mismatch");
  EXPECT_EQ(verdict_of({.recipients = {{KeyManagement::rsa_oaep, &ec_public_}}}), "key_mismatch");
  EXPECT_EQ(verdict_of({.recipients = {{KeyManagement::ecdh_es_kw_aes128, &rsa_public_}}}),
            "key_mismatch");
  EXPECT_EQ(verdict_of({.recipients = {{KeyManagement::kw_aes128, &for_signatures}}}),
            "key_mismatch");
  EXPECT_EQ(verdict_of({.part = EncryptedPart::element, .recipients = {wrap}, .mime_type = "x"}),
            "invalid_value");
  EXPECT_EQ(verdict_of({.input = as_bytes("<a><b/><b/></a>"),
                        .part = EncryptedPart::element,
                        .element = ElementName{"", "b"},
                        .recipients = {wrap}}),
            "not_found");
  EXPECT_EQ(verdict_of({.input = as_bytes("<a/>"),
                        .part = EncryptedPart::content,
                        .element = ElementName{"urn:x", "a"},
                        .recipients = {wrap}}),
            "not_found");
  EXPECT_EQ(
      verdict_of({.input = as_bytes("<a>"), .part = EncryptedPart::element, .recipients = {wrap}}),
      "malformed");
  EXPECT_EQ(refusal(encrypt({.recipients = {wrap}}, {.iv = Bytes(16)}, random_)), "invalid_length");
  EXPECT_EQ(refusal(encrypt({.recipients = {wrap}}, {.cek = crypto::SecretBytes{16}}, random_)),
            "invalid_length");
}

}  // namespace
}  // namespace plumbline::xmlsec
