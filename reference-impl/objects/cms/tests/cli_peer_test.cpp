// Both ways against the openssl program. It shares libcrypto with the reference, not the
// reference's choice of algorithms, recipients and text forms; peers that share no CMS code with
// it: certtool in this file, independent_peer.py.

#include "plumbline/cms/mime.hpp"
#include "plumbline/cms/nested.hpp"
#include "plumbline/cms/text_forms.hpp"
#include "plumbline/testing/folder.hpp"

#include "support.hpp"

#include <cstdlib>

namespace plumbline::cms {
namespace {

using testing::certificate;
using testing::data_path;
using testing::kek;
using testing::kKekHex;
using testing::kNow;
using testing::kPayload;
using testing::open_with;
using testing::pair;

class CliPeer : public ::testing::Test {
 protected:
  void SetUp() override { write("payload", kPayload); }

  [[nodiscard]] std::string path(const std::string& name) const { return folder_.path(name); }

  void write(const std::string& name, std::string_view text) const { folder_.write(name, text); }

  [[nodiscard]] std::string read(const std::string& name) const { return folder_.read(name); }

  [[nodiscard]] bool run(const std::string& command) const {
    const std::string whole =
        "cd " + folder_.path().string() + " && " + command + " > output.log 2>&1 < /dev/null";
    return std::system(whole.c_str()) == 0;
  }

  [[nodiscard]] bool openssl_cms(const std::string& options) const {
    return run("openssl cms " + options);
  }

  /// What the program makes of `options` opens with `credential`.
  void expect_opens(const std::string& options,
                    const Credential& credential,
                    const OpenOptions& open_options = {}) const {
    ASSERT_TRUE(openssl_cms("-encrypt -binary -in payload -out object " + options))
        << options << '\n'
        << read("output.log");
    const auto object = decode(read("object"));
    ASSERT_TRUE(object) << to_string(object.error());
    const auto opened = open_with(object.value(), credential, open_options);
    ASSERT_TRUE(opened) << options << ' ' << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), kPayload);
  }

  /// What `options` decrypt or verify in the file "object" is the payload.
  void expect_payload(const std::string& options) const {
    ASSERT_TRUE(openssl_cms(options + " -binary -in object -out result")) << options << '\n'
                                                                          << read("output.log");
    EXPECT_EQ(read("result"), kPayload) << options;
  }

 private:
  plumbline::testing::Folder folder_;
};

std::string holder(const std::string& name) {
  return " -recip " + data_path(name + ".pem") + " -inkey " + data_path(name + "-key.pem");
}

const std::string kWithKek = " -secretkey " + kKekHex + " -secretkeyid 4b31";  // "K1"

TEST_F(CliPeer, OpensWhatTheProgramEncrypts) {
  const std::string oaep = " -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256";
  const std::string kdf = " -keyopt ecdh_kdf_md:sha256";
  for (const std::string bits : {"128", "192", "256"}) {
    const std::string gcm = "-aes-" + bits + "-gcm";
    expect_opens(gcm + kWithKek + " -outform DER", kek());
    expect_opens(gcm + kWithKek + " -outform DER -stream", kek());
    expect_opens(gcm + " -outform PEM -recip " + data_path("rsa.pem") + oaep, pair("rsa"));
    for (const std::string curve : {"p256", "p384", "p521"}) {
      expect_opens(gcm + " -recip " + data_path(curve + ".pem") + kdf, pair(curve));
      expect_opens(gcm + " -keyid -recip " + data_path(curve + ".pem") + kdf, pair(curve));
    }
    expect_opens("-aes-" + bits + "-cbc" + kWithKek, kek(), testing::with_cbc());
  }
}

TEST_F(CliPeer, DecryptsWhatIsSealed) {
  const std::vector<Recipient> everybody{
      certificate("rsa"), certificate("p256"), certificate("p384"), certificate("p521"), kek()};
  for (const auto encryption : {ContentEncryption::aes128_gcm,
                                ContentEncryption::aes192_gcm,
                                ContentEncryption::aes256_gcm,
                                ContentEncryption::aes256_cbc}) {
    const Bytes sealed = testing::seal_to(everybody, encryption);
    write("object", as_text(sealed));
    expect_payload("-decrypt -inform DER" + kWithKek);
    for (const std::string name : {"rsa", "p256", "p384", "p521"}) {
      expect_payload("-decrypt -inform DER" + holder(name));
    }
    EXPECT_FALSE(openssl_cms("-decrypt -inform DER -in object -out result" + holder("other-rsa")));
  }
}

TEST_F(CliPeer, ReadsEachTextForm) {
  const Bytes sealed = testing::seal_to({kek(32)});
  write("object", to_pem(sealed));
  expect_payload("-decrypt -inform PEM" + kWithKek);
  write("object", to_smime(sealed).value());
  expect_payload("-decrypt -inform SMIME" + kWithKek);
}

SignRequest request_by(const std::vector<std::string>& names) {
  SignRequest request{.payload = as_bytes(kPayload), .signers = {}, .signing_time = kNow};
  for (const std::string& name : names) {
    request.signers.push_back({.pair = pair(name)});
  }
  return request;
}

/// The program verifies chains, which here are one certificate long.
std::string trusting(const std::string& name) {
  return " -CAfile " + data_path(name + ".pem") + " -certfile " + data_path(name + ".pem");
}

TEST_F(CliPeer, VerifiesWhatIsSigned) {
  for (const std::string name : {"rsa", "p256", "p384", "p521"}) {
    SignRequest request = request_by({name});
    write("object", as_text(sign(request).value()));
    expect_payload("-verify -inform DER" + trusting(name));
    request.detached = true;
    write("object", as_text(sign(request).value()));
    expect_payload("-verify -inform DER -content payload" + trusting(name));
    write("payload", "another");
    EXPECT_FALSE(
        openssl_cms("-verify -binary -inform DER -in object -content payload" + trusting(name)));
    write("payload", kPayload);
  }
}

TEST_F(CliPeer, SignsWhatVerifies) {
  const std::string signers = " -signer " + data_path("rsa.pem") + " -inkey " +
                              data_path("rsa-key.pem") + " -signer " + data_path("p384.pem") +
                              " -inkey " + data_path("p384-key.pem");
  for (const std::string form : {" -outform DER", " -outform DER -stream", " -outform PEM", ""}) {
    for (const std::string md : {"sha256", "sha384", "sha512"}) {
      ASSERT_TRUE(
          openssl_cms("-sign -binary -nodetach -in payload -out object -md " + md + form + signers))
          << read("output.log");
      const std::vector trusted{certificate("rsa"), certificate("p384")};
      VerifyOptions all;
      all.required = RequiredSignatures::all;
      const auto verified = verify(decode(read("object")).value(), trusted, all);
      ASSERT_TRUE(verified) << to_string(verified.error());
      EXPECT_EQ(as_text(verified.value().payload), kPayload);
      EXPECT_EQ(verified.value().verified.size(), 2U);
    }
  }
}

// ESD-16: a text beside its signature, whatever line ends it had.
TEST_F(CliPeer, AgreesOnCanonicalText) {
  const std::string entity = canonical_text("Content-Type: text/plain\n\none\r\ntwo\n");
  SignRequest request = request_by({"p256"});
  request.payload = as_bytes(entity);
  request.detached = true;
  const MultipartSigned message{
      .entity = entity, .signature = sign(request).value(), .micalg = "sha-256"};
  write("object", to_multipart_signed(message).value());
  ASSERT_TRUE(openssl_cms("-verify -text -in object -out result" + trusting("p256")))
      << read("output.log");
  EXPECT_EQ(read("result"), "one\r\ntwo\r\n");

  write("payload", "one\ntwo\n");
  ASSERT_TRUE(openssl_cms("-sign -text -in payload -out object -signer " + data_path("p256.pem") +
                          " -inkey " + data_path("p256-key.pem")))
      << read("output.log");
  const MultipartSigned theirs = from_multipart_signed(read("object")).value();
  VerifyOptions options;
  options.detached_payload = as_bytes(theirs.entity);
  const std::vector trusted{certificate("p256")};
  EXPECT_TRUE(verify(theirs.signature, trusted, options));
  EXPECT_NE(theirs.entity.find("one\r\ntwo\r\n"), std::string::npos);
}

TEST_F(CliPeer, NestsAsTheProgramDoes) {
  write(
      "object",
      as_text(seal_nested(request_by({"p256"}), {.plaintext = {}, .recipients = {kek()}}).value()));
  ASSERT_TRUE(openssl_cms("-decrypt -inform DER -in object -out inner" + kWithKek));
  ASSERT_TRUE(openssl_cms("-verify -binary -in inner -out result" + trusting("p256")))
      << read("output.log");
  EXPECT_EQ(read("result"), kPayload);

  ASSERT_TRUE(openssl_cms("-sign -binary -nodetach -in payload -out inner -signer " +
                          data_path("p256.pem") + " -inkey " + data_path("p256-key.pem")));
  ASSERT_TRUE(openssl_cms("-encrypt -in inner -out object -outform DER -aes-256-gcm" + kWithKek));
  const std::vector<Credential> held{kek()};
  const std::vector trusted{certificate("p256")};
  const auto opened =
      open_nested(decode(read("object")).value(), {.decryption = held, .trusted = trusted});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().inner.payload), kPayload);
}

// GnuTLS has no part of libcrypto; it signs and verifies, but encrypts no CMS. It writes signed
// attributes only when there is a time to put there.
TEST_F(CliPeer, SharesSignaturesWithGnuTls) {
  for (const std::string name : {"rsa", "p256"}) {
    write("object", as_text(sign(request_by({name})).value()));
    EXPECT_TRUE(run("certtool --p7-verify --inder --infile object --load-certificate " +
                    data_path(name + ".pem")))
        << read("output.log");
    write("object", as_text(sign(request_by({"other-rsa"})).value()));
    EXPECT_FALSE(run("certtool --p7-verify --inder --infile object --load-certificate " +
                     data_path(name + ".pem")));

    ASSERT_TRUE(
        run("certtool --p7-sign --p7-time --hash sha256 --outder --infile payload --outfile object "
            "--load-certificate " +
            data_path(name + ".pem") + " --load-privkey " + data_path(name + "-key.pem")))
        << read("output.log");
    const std::vector trusted{certificate(name)};
    const auto verified = verify(as_bytes(read("object")), trusted);
    ASSERT_TRUE(verified) << to_string(verified.error());
    EXPECT_EQ(as_text(verified.value().payload), kPayload);
  }
}

}  // namespace
}  // namespace plumbline::cms
