// The JOSE cookbook, as data/rfc7520 holds it.

#include "plumbline/testing/paths.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

using testing::all_algorithms;

/// The parameter is the name of an example.
class Rfc7520 : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const std::string name = "rfc7520/" + std::string{GetParam()} + ".json";
    const auto path = plumbline::testing::third_party_path(name);
    if (!path) {
      GTEST_SKIP() << "no third-party data: " << name;
    }
    example_ = parse_json(plumbline::testing::read_file(*path)).value();
  }

  /// The header as the cookbook prints it.
  static Header verbatim(const Json& step) {
    if (!step.contains("protected_b64u")) {
      return {};
    }
    const Bytes text = from_base64url(step.at("protected_b64u").get<std::string>()).value();
    return Header::parse(as_text(text)).value();
  }

  [[nodiscard]] JwkSet keys() const {
    const Json& key = example_.at("input").at("key");
    return JwkSet::from_json(key.is_array() ? key : Json::array({key})).value();
  }

  [[nodiscard]] std::string sign_again(Serialization serialization) const {
    const Json& step = example_.at("signing");
    const JwkSet set = keys();
    const std::string payload = example_.at("input").at("payload");
    JwsSigner signer;
    signer.protected_header = verbatim(step);
    signer.header = Header::of(step.value("unprotected", Json::object())).value();
    signer.key = &set.keys().front();
    return sign_jws(
               {.payload = as_bytes(payload), .signers = {signer}, .serialization = serialization})
        .value();
  }

  [[nodiscard]] std::string seal_again(Serialization serialization) const {
    const JwkSet set = keys();
    const std::string plaintext = example_.at("input").at("plaintext");
    const Json& generated = example_.at("generated");
    KnownAnswerInputs fixed;
    fixed.iv = from_base64url(generated.at("iv").get<std::string>()).value();
    if (generated.contains("cek")) {
      const Bytes cek = from_base64url(generated.at("cek").get<std::string>()).value();
      fixed.cek = crypto::SecretBytes{cek};
    }
    JweSealRequest request;
    request.plaintext = as_bytes(plaintext);
    request.protected_header = verbatim(example_.at("encrypting_content"));
    request.recipients = {{{}, &set.keys().front()}};
    request.serialization = serialization;
    auto random = testing::make_random();
    return seal_jwe(request, fixed, random).value();
  }

  Json example_;
};

class Rfc7520Key : public Rfc7520 {};

INSTANTIATE_TEST_SUITE_P(Cookbook,
                         Rfc7520Key,
                         ::testing::Values("3_1.ec_public_key", "3_3.rsa_public_key"));

TEST_P(Rfc7520Key, IsReadAndWritten) {
  EXPECT_EQ(Jwk::from_json(example_).value().public_json().value(), example_);
}

class Rfc7520Jws : public Rfc7520 {};

INSTANTIATE_TEST_SUITE_P(Cookbook,
                         Rfc7520Jws,
                         ::testing::Values("4_1.rsa_v15_signature",
                                           "4_3.ecdsa_signature",
                                           "4_4.hmac-sha2_integrity_protection",
                                           "4_6.protecting_specific_header_fields",
                                           "4_8.multiple_signatures"));

TEST_P(Rfc7520Jws, VerifiesInEveryForm) {
  JwsVerifyOptions options;
  options.algorithms = all_algorithms();
  options.required = RequiredSignatures::all;
  for (const auto& [form, jws] : example_.at("output").items()) {
    const auto verified = jws.is_string() ? verify_jws(jws.get<std::string>(), keys(), options)
                                          : verify_jws_object(jws, keys(), options);
    ASSERT_TRUE(verified) << form << ": " << to_string(verified.error());
    EXPECT_EQ(as_text(verified.value().payload), example_.at("input").at("payload")) << form;
  }
}

TEST_P(Rfc7520Jws, IsSignedAlikeWhenItIsReproducible) {
  if (!example_.value("reproducible", false)) {
    GTEST_SKIP() << "the cookbook signs with randomness";
  }
  const Json& output = example_.at("output");
  if (output.contains("compact")) {
    EXPECT_EQ(sign_again(Serialization::compact), output.at("compact"));
  }
  EXPECT_EQ(Json::parse(sign_again(Serialization::flattened)), output.at("json_flat"));
  EXPECT_EQ(Json::parse(sign_again(Serialization::general)), output.at("json"));
}

class Rfc7520Jwe : public Rfc7520 {};

INSTANTIATE_TEST_SUITE_P(Cookbook,
                         Rfc7520Jwe,
                         ::testing::Values("5_2.key_encryption_using_rsa-oaep_with_aes-gcm",
                                           "5_6.direct_encryption_using_aes-gcm",
                                           "5_8.key_wrap_using_aes-keywrap_with_aes-gcm"));

TEST_P(Rfc7520Jwe, OpensInEveryForm) {
  for (const auto& [form, jwe] : example_.at("output").items()) {
    const JweOpenOptions options{.algorithms = all_algorithms(), .limits = {}};
    const auto opened = jwe.is_string() ? open_jwe(jwe.get<std::string>(), keys(), options)
                                        : open_jwe_object(jwe, keys(), options);
    ASSERT_TRUE(opened) << form << ": " << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), example_.at("input").at("plaintext")) << form;
  }
}

TEST_P(Rfc7520Jwe, IsSealedAlikeWhenItIsReproducible) {
  if (!example_.value("reproducible", false)) {
    GTEST_SKIP() << "the cookbook encrypts the key with randomness";
  }
  const Json& output = example_.at("output");
  EXPECT_EQ(seal_again(Serialization::compact), output.at("compact"));
  if (output.contains("json_flat")) {
    EXPECT_EQ(Json::parse(seal_again(Serialization::flattened)), output.at("json_flat"));
  }
}

class Rfc7520ToMany : public Rfc7520 {};

INSTANTIATE_TEST_SUITE_P(Cookbook,
                         Rfc7520ToMany,
                         ::testing::Values("5_13.encrypting_to_multiple_recipients"));

// The first recipient is RSA1_5, which is never opened: it must not be in the way of the others.
TEST_P(Rfc7520ToMany, OpensForEachRecipientThatWeSupport) {
  const JweOpenOptions options{.algorithms = all_algorithms(), .limits = {}};
  const JwkSet all = keys();
  const Json& jwe = example_.at("output").at("json");
  for (const std::size_t index : {1U, 2U}) {
    const auto opened = open_jwe_object(jwe, testing::set_of(all.keys()[index]), options);
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), example_.at("input").at("plaintext"));
    EXPECT_EQ(opened.value().recipient, index);
    EXPECT_EQ(opened.value().header.string("cty"), "text/plain");
  }
  const auto refused = open_jwe_object(jwe, testing::set_of(all.keys()[0]), options);
  EXPECT_EQ(refused.error().code, Errc::algorithm_not_allowed);
}

}  // namespace
}  // namespace plumbline::jose
