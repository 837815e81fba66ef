// Every algorithm in every form: what is encrypted opens, what is signed verifies.

#include "support.hpp"

#include <gmock/gmock.h>

#include <tuple>

namespace plumbline::xmlsec {
namespace {

using testing::kDocument;

constexpr std::string_view kElement =
    R"(<pc Id="pc" a="1" b="2"><con>sensor &amp; more</con></pc>)";
constexpr std::string_view kContent = R"(<con>sensor &amp; more</con>)";

class EncryptionRoundTrip
    : public ::testing::TestWithParam<std::tuple<unsigned, unsigned, EncryptedPart>> {
 protected:
  [[nodiscard]] static KeyManagement management() {
    return static_cast<KeyManagement>(std::get<0>(GetParam()));
  }

  [[nodiscard]] static ContentEncryption content() {
    return static_cast<ContentEncryption>(std::get<1>(GetParam()));
  }

  [[nodiscard]] static EncryptedPart part() { return std::get<2>(GetParam()); }

  static void expect_round_trip(const Key& key, ByteView input, std::string_view plaintext) {
    auto random = testing::make_random();
    const Key sender = testing::sending_key(key);
    EncryptRequest request{.input = input,
                           .part = part(),
                           .algorithm = content(),
                           .recipients = {{management(), &sender}}};
    if (part() != EncryptedPart::octets) {
      request.element = ElementName{"", "pc"};
    } else {
      request.mime_type = "text/plain";
    }
    const auto sealed = encrypt(request, random);
    ASSERT_TRUE(sealed) << to_string(sealed.error());
    EXPECT_EQ(sealed.value().find("sensor"), std::string::npos);
    const auto opened = decrypt(sealed.value(), {&key, 1});
    ASSERT_TRUE(opened) << to_string(opened.error()) << "\n" << sealed.value();
    EXPECT_EQ(as_text(opened.value().plaintext), plaintext);
    EXPECT_EQ(opened.value().part, part());
    EXPECT_EQ(opened.value().mime_type, request.mime_type);
    EXPECT_EQ(opened.value().key_name, key.name());
    EXPECT_EQ(opened.value().document.empty(), part() == EncryptedPart::octets);
    if (part() != EncryptedPart::octets) {
      EXPECT_EQ(
          opened.value().document,
          part() == EncryptedPart::content
              ? kDocument
              : testing::replaced(std::string{kDocument}, R"(b="2" a="1")", R"(a="1" b="2")"));
    }
  }
};

INSTANTIATE_TEST_SUITE_P(
    Xml,
    EncryptionRoundTrip,
    ::testing::Combine(
        ::testing::Range(0U, static_cast<unsigned>(KeyManagement::ecdh_es_kw_aes256) + 1),
        ::testing::Range(0U, static_cast<unsigned>(ContentEncryption::aes256_gcm) + 1),
        ::testing::Values(EncryptedPart::octets, EncryptedPart::element, EncryptedPart::content)));

TEST_P(EncryptionRoundTrip, OpensToThePlaintext) {
  for (const Key& key : testing::receiving_keys(management(), content())) {
    if (part() == EncryptedPart::octets) {
      for (const std::size_t size : {0U, 1U, 1000U}) {
        const auto plaintext = testing::octets(size);
        expect_round_trip(key, plaintext.expose(), as_text(plaintext.expose()));
      }
    } else {
      expect_round_trip(
          key, as_bytes(kDocument), part() == EncryptedPart::element ? kElement : kContent);
    }
  }
}

class SignatureRoundTrip
    : public ::testing::TestWithParam<std::tuple<unsigned, SignatureForm, crypto::HashAlgorithm>> {
 protected:
  [[nodiscard]] static SignatureMethod method() {
    return static_cast<SignatureMethod>(std::get<0>(GetParam()));
  }

  [[nodiscard]] static SignatureForm form() { return std::get<1>(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(
    Xml,
    SignatureRoundTrip,
    ::testing::Combine(::testing::Range(0U,
                                        static_cast<unsigned>(SignatureMethod::ecdsa_sha512) + 1),
                       ::testing::Values(SignatureForm::enveloping,
                                         SignatureForm::enveloped,
                                         SignatureForm::detached),
                       ::testing::Values(crypto::HashAlgorithm::sha256,
                                         crypto::HashAlgorithm::sha384,
                                         crypto::HashAlgorithm::sha512)));

TEST_P(SignatureRoundTrip, VerifiesToWhatWasSigned) {
  const Key signer = testing::signing_key(method());
  SignRequest request{.input = as_bytes(kDocument),
                      .form = form(),
                      .algorithm = method(),
                      .digest = std::get<2>(GetParam()),
                      .key = &signer};
  if (form() == SignatureForm::detached) {
    request.ids = {"pc"};
  }
  const auto made = sign(request);
  ASSERT_TRUE(made) << to_string(made.error());
  const Key verifier = testing::verifying_key(method());
  const auto verified = verify(made.value(), {&verifier, 1}, {.form = form()});
  ASSERT_TRUE(verified) << to_string(verified.error()) << "\n" << made.value();
  EXPECT_EQ(verified.value().form, form());
  EXPECT_EQ(verified.value().algorithm, method());
  EXPECT_EQ(verified.value().key_name, "pair");
  ASSERT_EQ(verified.value().references.size(), 1U);
  const std::string whole = testing::replaced(
      testing::replaced(testing::replaced(std::string{kDocument}, R"( xmlns:u="urn:unused")", ""),
                        R"(b="2" a="1")",
                        R"(a="1" b="2")"),
      "<!-- note -->",
      "");
  EXPECT_EQ(as_text(verified.value().content),
            form() == SignatureForm::detached ? kElement : std::string_view{whole});
}

TEST(SignatureRoundTrip, OctetsOfAnyKind) {
  const Key key = testing::secret_key(32);
  for (const std::size_t size : {0U, 1U, 255U}) {
    const auto payload = testing::octets(size);
    const auto made = sign({.input = payload.expose(),
                            .octets = true,
                            .mime_type = "application/octet-stream",
                            .key = &key});
    const auto verified = verify(made.value(), {&key, 1});
    ASSERT_TRUE(verified) << to_string(verified.error());
    EXPECT_TRUE(verified.value().octets);
    EXPECT_EQ(verified.value().mime_type, "application/octet-stream");
    EXPECT_EQ(to_hex(verified.value().content), to_hex(payload.expose()));
  }
}

TEST(NestedRoundTrip, SignsThenEncrypts) {
  auto random = testing::make_random();
  const Key signer = testing::key_pair(crypto::KeyKind::ec_p256);
  const Key recipient = testing::secret_key(32);
  EncryptRequest outer;
  outer.recipients = {{KeyManagement::kw_aes256, &recipient}};
  const SignRequest inner{.input = as_bytes("payload"),
                          .octets = true,
                          .algorithm = SignatureMethod::ecdsa_sha256,
                          .key = &signer};
  const auto sealed = encrypt_signed(inner, outer, random);
  ASSERT_TRUE(sealed) << to_string(sealed.error());
  const Key verifier = testing::public_half(signer);
  const auto opened = decrypt_signed(
      sealed.value(), {.decryption = {&recipient, 1}, .verification = {&verifier, 1}});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().inner.content), "payload");
  // A layer is missing or wrong: nothing comes out.
  const Key other = testing::secret_key(32, "pair");
  EXPECT_EQ(testing::refusal(decrypt_signed(
                sealed.value(), {.decryption = {&recipient, 1}, .verification = {&other, 1}})),
            "key_mismatch");
  outer.part = EncryptedPart::element;
  outer.input = as_bytes(kDocument);
  EXPECT_EQ(testing::refusal(
                decrypt_signed(encrypt(outer, random).value(),
                               {.decryption = {&recipient, 1}, .verification = {&verifier, 1}})),
            "malformed");
  outer.part = EncryptedPart::octets;
  EXPECT_EQ(testing::refusal(
                decrypt_signed(encrypt(outer, random).value(),
                               {.decryption = {&recipient, 1}, .verification = {&verifier, 1}})),
            "invalid_value");
}

}  // namespace
}  // namespace plumbline::xmlsec
