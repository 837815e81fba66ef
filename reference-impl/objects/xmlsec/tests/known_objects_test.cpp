// Objects of another implementation that lie beside this test, see data/README.md.

#include "plumbline/testing/paths.hpp"

#include "support.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plumbline::xmlsec {
namespace {

std::string read(std::string_view name) {
  return plumbline::testing::read_file(plumbline::testing::project_path(
      "reference-impl/objects/xmlsec/tests/data/" + std::string{name}));
}

Key secret(std::string_view octets, std::string name) {
  return Key::from_secret(crypto::SecretBytes{as_bytes(octets)}, {.name = std::move(name)});
}

Key public_key(std::string_view file, std::string name) {
  return Key::from_public(crypto::PublicKey::from_pem(read(file)).value(),
                          {.name = std::move(name)});
}

/// What was signed, when it verifies and does no more once `changed` is another.
std::string content_of(std::string_view file, const Key& key, std::string_view changed) {
  const std::string document = read(file);
  EXPECT_EQ(testing::refusal(verify(testing::replaced(document, changed, "x"), {&key, 1})),
            "authentication_failed");
  const auto verified = verify(document, {&key, 1});
  EXPECT_TRUE(verified) << to_string(verified.error());
  return verified ? std::string{as_text(verified.value().content)} : "";
}

TEST(KnownObjects, SignaturesVerify) {
  const Key k64 = secret("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "k64");
  EXPECT_EQ(content_of("hmac-sha512-enveloping.xml", k64, "21.5"),
            R"(<m2m:cin xmlns:m2m="http://www.onem2m.org/xml/protocols" rn="c1">)"
            R"(<con xmlns="http://www.w3.org/2000/09/xmldsig#">21.5 &lt; 30</con></m2m:cin>)");
  EXPECT_EQ(content_of("rsa-sha256-enveloped.xml", public_key("rsa.pem", "rsa"), "21.5"),
            R"(<m2m:cin xmlns:m2m="http://www.onem2m.org/xml/protocols" rn="c1">)"
            "\n  <con>21.5 &lt; 30</con>\n  \n</m2m:cin>");
  EXPECT_EQ(content_of("ecdsa-sha256-detached.xml", public_key("ec.pem", "ec"), "21.5"),
            R"(<con Id="con">21.5 &lt; 30</con>)");
}

TEST(KnownObjects, EncryptedDataOpens) {
  const Key k16 = secret("0123456789abcdef", "k16");
  const auto direct = decrypt(read("aes128-gcm-direct.xml"), {&k16, 1});
  ASSERT_TRUE(direct) << to_string(direct.error());
  EXPECT_EQ(as_text(direct.value().plaintext), "21.5");
  EXPECT_EQ(direct.value().mime_type, "text/plain");
  const auto element = decrypt(read("aes256-gcm-kw-aes128-element.xml"), {&k16, 1});
  ASSERT_TRUE(element) << to_string(element.error());
  EXPECT_EQ(element.value().document,
            R"(<m2m:cin xmlns:m2m="http://www.onem2m.org/xml/protocols">)"
            "<cnf>text/plain:0</cnf><con>21.5</con></m2m:cin>");
}

}  // namespace
}  // namespace plumbline::xmlsec
