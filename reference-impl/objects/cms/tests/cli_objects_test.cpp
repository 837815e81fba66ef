// Objects that the openssl program made (data/make_data): what is on the list opens, the rest does
// not.

#include "plumbline/cms/mime.hpp"
#include "plumbline/cms/text_forms.hpp"

#include "support.hpp"

namespace plumbline::cms {
namespace {

using testing::certificate;
using testing::code_of;
using testing::data;
using testing::kek;
using testing::kPayload;
using testing::open_with;
using testing::pair;

Bytes object(const std::string& name) {
  return decode(data(name)).value();
}

void expect_opens(const std::string& name, const Credential& credential) {
  const auto opened = open_with(object(name), credential);
  ASSERT_TRUE(opened) << name << ' ' << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().plaintext), kPayload) << name;
}

TEST(CliObjects, OpenInEachForm) {
  expect_opens("kek-gcm.der", kek());
  expect_opens("kek-gcm-indefinite.ber", kek());
  expect_opens("rsa-gcm.der", pair("rsa"));
  expect_opens("p256-gcm.pem", pair("p256"));
  expect_opens("mixed-gcm.smime", kek());
  expect_opens("mixed-gcm.smime", pair("p384"));
  expect_opens("mixed-gcm.smime", pair("rsa"));
}

TEST(CliObjects, CbcOpensWhereThePolicyHasIt) {
  const Bytes cbc = object("kek-cbc.der");
  EXPECT_EQ(code_of(open_with(cbc, kek())), Errc::algorithm_not_allowed);
  EXPECT_EQ(as_text(open_with(cbc, kek(), testing::with_cbc()).value().plaintext), kPayload);
}

TEST(CliObjects, WhatIsOffTheListIsRefused) {
  EXPECT_EQ(code_of(open_with(object("rsa-pkcs1.der"), pair("rsa"))), Errc::algorithm_not_allowed);
  EXPECT_EQ(code_of(open_with(object("p256-sha1kdf.der"), pair("p256"))),
            Errc::algorithm_not_allowed);
  EXPECT_EQ(code_of(open_with(object("kek-3des.der"), kek())), Errc::algorithm_not_allowed);
}

Result<VerifiedData> verified(const std::string& name, const std::string& signer) {
  const std::vector trusted{certificate(signer)};
  return verify(object(name), trusted);
}

TEST(CliObjects, SignaturesVerify) {
  EXPECT_EQ(as_text(verified("signed-rsa.der", "rsa").value().payload), kPayload);
  EXPECT_EQ(as_text(verified("signed-two.ber", "p384").value().payload), kPayload);
  const std::vector both{certificate("p384"), certificate("rsa")};
  EXPECT_EQ(verify(object("signed-two.ber"), both).value().verified.size(), 2U);
  const std::vector trusted{certificate("p256")};
  VerifyOptions options;
  options.detached_payload = as_bytes(kPayload);
  EXPECT_TRUE(verify(object("signed-detached.der"), trusted, options));
}

TEST(CliObjects, SignaturesOffTheListAreRefused) {
  EXPECT_EQ(code_of(verified("signed-sha1.der", "rsa")), Errc::algorithm_not_allowed);
  EXPECT_EQ(code_of(verified("signed-pss.der", "rsa")), Errc::algorithm_not_allowed);
  EXPECT_EQ(code_of(verified("signed-noattr.der", "rsa")), Errc::unsupported);
}

TEST(CliObjects, ADetachedTextVerifiesInCanonicalForm) {
  const auto message = from_multipart_signed(data("signed-multipart.smime"));
  ASSERT_TRUE(message) << to_string(message.error());
  EXPECT_EQ(message.value().micalg, "sha-256");
  const std::vector trusted{certificate("p256")};
  VerifyOptions options;
  options.detached_payload = as_bytes(message.value().entity);
  const auto read = verify(message.value().signature, trusted, options);
  ASSERT_TRUE(read) << to_string(read.error());
  const MimeEntity entity = from_mime(read.value().payload).value();
  EXPECT_EQ(entity.content_type, "text/plain");
  EXPECT_EQ(as_text(entity.body), kPayload);
}

}  // namespace
}  // namespace plumbline::cms
