// The xmlsec1 command, both ways, for all that it can: HMAC, RSA and ECDSA signatures in each form,
// AES-GCM with AES key wrap and in direct mode. It shares libxml2 with the reference, no more.

#include "plumbline/testing/folder.hpp"

#include "support.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace plumbline::xmlsec {
namespace {

using testing::between;
using testing::replaced;

class Xmlsec1 : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path(std::string_view name) const { return folder_.path(name); }

  void write(std::string_view name, std::string_view text) const { folder_.write(name, text); }

  [[nodiscard]] std::string read(std::string_view name) const { return folder_.read(name); }

  /// Whether it succeeds.
  [[nodiscard]] bool run(const std::string& arguments) const {
    const std::string command = "xmlsec1 " + arguments + " >" + path("log") + " 2>&1";
    return std::system(command.c_str()) == 0;
  }

  /// Options that give it the key, private where there is one.
  [[nodiscard]] std::string key_options(const Key& key, const std::string& symmetric) const {
    if (key.secret() != nullptr) {
      write("key", as_text(key.secret()->expose()));
      return "--" + symmetric + ":" + key.name() + " " + path("key") + " ";
    }
    const auto pem = key.private_key()->to_pem();
    write("key", as_text(pem.expose()));
    return "--privkey-pem:" + key.name() + " " + path("key") + " ";
  }

 private:
  plumbline::testing::Folder folder_;
};

/// A signature without values: what xmlsec1 takes for a template.
std::string as_template(std::string document) {
  for (const std::string_view element : {"DigestValue", "SignatureValue"}) {
    const std::string open = "<ds:" + std::string{element} + ">";
    document = replaced(document, open + between(document, open, "<"), open);
  }
  return document;
}

class Xmlsec1Signs : public Xmlsec1,
                     public ::testing::WithParamInterface<std::tuple<unsigned, SignatureForm>> {};

INSTANTIATE_TEST_SUITE_P(
    Xml,
    Xmlsec1Signs,
    ::testing::Combine(::testing::Range(0U,
                                        static_cast<unsigned>(SignatureMethod::ecdsa_sha512) + 1),
                       ::testing::Values(SignatureForm::enveloping,
                                         SignatureForm::enveloped,
                                         SignatureForm::detached)));

TEST_P(Xmlsec1Signs, VerifiesOursAndWeVerifyIts) {
  const auto method = static_cast<SignatureMethod>(std::get<0>(GetParam()));
  const Key key = testing::signing_key(method);
  SignRequest request{.input = as_bytes(testing::kDocument),
                      .form = std::get<1>(GetParam()),
                      .algorithm = method,
                      .key = &key};
  if (request.form == SignatureForm::detached) {
    request.ids = {"pc"};
  }
  const std::string ours = sign(request).value();
  const std::string options = "--id-attr:Id pc " + key_options(key, "hmackey");
  write("ours.xml", ours);
  EXPECT_TRUE(run("--verify " + options + path("ours.xml"))) << read("log");
  write("changed.xml", replaced(ours, "sensor", "Sensor"));
  EXPECT_FALSE(run("--verify " + options + path("changed.xml"))) << read("log");

  write("template.xml", as_template(ours));
  ASSERT_TRUE(run("--sign --output " + path("its.xml") + " " + options + path("template.xml")))
      << read("log");
  const Key verifier = testing::verifying_key(method);
  const auto verified = verify(read("its.xml"), {&verifier, 1}, {.form = request.form});
  ASSERT_TRUE(verified) << to_string(verified.error()) << read("its.xml");
  EXPECT_EQ(as_text(verified.value().content),
            as_text(verify(ours, {&verifier, 1}).value().content));
}

class Xmlsec1Encrypts : public Xmlsec1,
                        public ::testing::WithParamInterface<std::tuple<unsigned, unsigned>> {};

INSTANTIATE_TEST_SUITE_P(
    Xml,
    Xmlsec1Encrypts,
    ::testing::Combine(::testing::Range(0U, static_cast<unsigned>(KeyManagement::kw_aes256) + 1),
                       ::testing::Range(0U,
                                        static_cast<unsigned>(ContentEncryption::aes256_gcm) + 1)));

TEST_P(Xmlsec1Encrypts, OpensOursAndWeOpenIts) {
  const auto management = static_cast<KeyManagement>(std::get<0>(GetParam()));
  const auto content = static_cast<ContentEncryption>(std::get<1>(GetParam()));
  const Key key = testing::receiving_keys(management, content).front();
  const std::string options = key_options(key, "aeskey");
  auto random = testing::make_random();
  EncryptRequest request{
      .input = as_bytes("some octets"), .algorithm = content, .recipients = {{management, &key}}};
  const std::string ours = encrypt(request, random).value();
  write("ours.xml", ours);
  ASSERT_TRUE(run("--decrypt --output " + path("plain") + " " + options + path("ours.xml")))
      << read("log");
  EXPECT_EQ(read("plain"), "some octets");
  request.part = EncryptedPart::content;
  request.input = as_bytes("<a xmlns='urn:a'>t<b/></a>");
  write("element.xml", encrypt(request, random).value());
  ASSERT_TRUE(run("--decrypt --output " + path("plain") + " " + options + path("element.xml")))
      << read("log");
  EXPECT_NE(read("plain").find("t<b xmlns=\"urn:a\"/></a>"), std::string::npos) << read("plain");

  std::string blank = ours;
  constexpr std::string_view kOpen = "<xenc:CipherValue>";
  for (auto at = blank.find(kOpen); at != std::string::npos; at = blank.find(kOpen, at + 1)) {
    const auto from = at + kOpen.size();
    blank.erase(from, blank.find('<', from) - from);
  }
  write("template.xml", blank);
  write("data", "other octets");
  const std::string size{name_of(content).substr(3, 3)};
  const std::string session =
      management == KeyManagement::direct ? "" : "--session-key aes-" + size + " ";
  ASSERT_TRUE(run("--encrypt " + session + options + "--binary-data " + path("data") +
                  " --output " + path("its.xml") + " " + path("template.xml")))
      << read("log");
  const auto opened = decrypt(read("its.xml"), {&key, 1});
  ASSERT_TRUE(opened) << to_string(opened.error()) << read("its.xml");
  EXPECT_EQ(as_text(opened.value().plaintext), "other octets");
}

}  // namespace
}  // namespace plumbline::xmlsec
