// PEM, base64 and S/MIME; what openssl reads and writes of them stands in cli_objects_test and
// cli_peer_test.

#include "plumbline/cms/text_forms.hpp"

#include "plumbline/cms/nested.hpp"

#include "support.hpp"

namespace plumbline::cms {
namespace {

using testing::code_of;

Bytes sample() {
  const std::string der = testing::data("kek-gcm.der");
  const ByteView octets = as_bytes(der);
  return {octets.begin(), octets.end()};
}

TEST(TextForms, DecodeTellsThemApart) {
  const Bytes der = sample();
  EXPECT_EQ(decode(as_text(der)).value(), der);
  EXPECT_EQ(decode(to_pem(der)).value(), der);
  EXPECT_EQ(decode(to_smime(der).value()).value(), der);
  EXPECT_EQ(decode(to_base64(der)).value(), der);
  EXPECT_EQ(decode(to_base64(der).insert(64, "\r\n") + "\n").value(), der);
}

TEST(TextForms, PemWantsItsLabelsAndStrictBase64) {
  EXPECT_EQ(from_pem("-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----").value(), (Bytes{0x30, 0}));
  EXPECT_EQ(from_pem("x\n-----BEGIN CMS-----\nMAA=\n-----END CMS-----\ny").value(),
            (Bytes{0x30, 0}));
  for (const std::string_view wrong :
       {"",
        "MAA=",
        "-----BEGIN CMS-----\nMAA=",
        "-----BEGIN CMS-----\nMAA=\n-----END PKCS7-----",
        "-----BEGIN CMS-----\nMAB=\n-----END CMS-----",
        "-----BEGIN CMS-----\nMA=A\n-----END CMS-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"}) {
    EXPECT_EQ(code_of(from_pem(wrong)), Errc::malformed) << wrong;
  }
}

TEST(TextForms, SmimeSaysWhatIsInside) {
  const std::string message = to_smime(sample()).value();
  EXPECT_NE(message.find("Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data; "),
            std::string::npos);
  EXPECT_EQ(code_of(to_smime(as_bytes("none"))), Errc::malformed);
  std::string lying = message;
  lying.replace(lying.find("authEnveloped-data"), 18, "signed-data       ");
  EXPECT_EQ(code_of(from_smime(lying)), Errc::invalid_value);
  std::string other = message;
  other.replace(other.find("pkcs7-mime"), 10, "octets-mim");
  EXPECT_EQ(code_of(from_smime(other)), Errc::unsupported);
  std::string encoded = message;
  encoded.replace(encoded.find("base64"), 6, "x-uuen");
  EXPECT_EQ(code_of(from_smime(encoded)), Errc::unsupported);
}

TEST(TextForms, SmimeBodiesMayBeBinary) {
  const Bytes der = sample();
  const std::string header =
      "content-type: application/x-pkcs7-mime\nContent-Transfer-Encoding: binary\n\n";
  EXPECT_EQ(from_smime(header + std::string{as_text(der)}).value(), der);
}

TEST(TextForms, TextIsBounded) {
  CmsLimits limits;
  limits.octets = 10;
  EXPECT_EQ(code_of(decode(to_pem(sample()), limits)), Errc::too_large);
}

TEST(MediaTypes, AreThoseOfTheRegistry) {
  EXPECT_EQ(media_type_of(ContentType::signed_data),
            "application/pkcs7-mime; smime-type=signed-data");
  EXPECT_EQ(media_type_of(ContentType::enveloped_data),
            "application/pkcs7-mime; smime-type=enveloped-data");
  EXPECT_EQ(media_type_of(ContentType::auth_enveloped_data),
            "application/pkcs7-mime; smime-type=authEnveloped-data");
}

/// Signed by p256, sealed to the key K1.
Result<Bytes> nested(bool detached) {
  SignRequest inner{.payload = as_bytes(testing::kPayload), .signing_time = testing::kNow};
  inner.signers = {{.pair = testing::pair("p256")}};
  inner.detached = detached;
  return seal_nested(inner, {.plaintext = {}, .recipients = {testing::kek()}});
}

TEST(Nested, OpensAndThenVerifies) {
  const std::vector<Credential> held{testing::kek()};
  const std::vector signer{testing::certificate("p256")};
  const std::vector other{testing::certificate("p384")};
  const Bytes sealed = nested(false).value();
  const auto opened = open_nested(sealed, {.decryption = held, .trusted = signer});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().inner.payload), testing::kPayload);
  EXPECT_EQ(code_of(open_nested(sealed, {.decryption = held, .trusted = other})),
            Errc::key_not_found);
  EXPECT_EQ(code_of(open_nested(sealed, {.decryption = {}, .trusted = signer})),
            Errc::key_not_found);
  const Bytes bare = testing::seal_to({testing::kek()});
  EXPECT_EQ(code_of(open_nested(bare, {.decryption = held, .trusted = signer})), Errc::malformed);
}

TEST(Nested, ADetachedPayloadIsRefused) {
  EXPECT_EQ(code_of(nested(true)), Errc::invalid_value);
}

}  // namespace
}  // namespace plumbline::cms
