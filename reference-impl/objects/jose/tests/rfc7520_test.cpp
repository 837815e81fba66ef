// The JOSE cookbook, as data/rfc7520 holds it.

#include "plumbline/testing/paths.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

using testing::all_algorithms;

class Rfc7520 : public ::testing::Test {
 protected:
  /// Null when the third-party data is not there: the test then skips itself.
  static Json load(const std::string& name) {
    const auto path = plumbline::testing::third_party_path("rfc7520/" + name + ".json");
    return path ? parse_json(plumbline::testing::read_file(*path)).value() : Json{};
  }

  /// The header as the cookbook prints it.
  static Header verbatim(const Json& step) {
    if (!step.contains("protected_b64u")) {
      return {};
    }
    const Bytes text = from_base64url(step.at("protected_b64u").get<std::string>()).value();
    return Header::parse(as_text(text)).value();
  }

  static JwkSet keys_of(const Json& example) {
    const Json& key = example.at("input").at("key");
    return JwkSet::from_json(key.is_array() ? key : Json::array({key})).value();
  }

  static void expect_verified(const Json& example) {
    JwsVerifyOptions options;
    options.algorithms = all_algorithms();
    options.required = RequiredSignatures::all;
    for (const auto& [form, jws] : example.at("output").items()) {
      const auto verified = jws.is_string()
                                ? verify_jws(jws.get<std::string>(), keys_of(example), options)
                                : verify_jws_object(jws, keys_of(example), options);
      ASSERT_TRUE(verified) << form << ": " << to_string(verified.error());
      EXPECT_EQ(as_text(verified.value().payload), example.at("input").at("payload")) << form;
    }
  }

  static void expect_opened(const Json& example) {
    for (const auto& [form, jwe] : example.at("output").items()) {
      const JweOpenOptions options{.algorithms = all_algorithms(), .limits = {}};
      const auto opened = jwe.is_string()
                              ? open_jwe(jwe.get<std::string>(), keys_of(example), options)
                              : open_jwe_object(jwe, keys_of(example), options);
      ASSERT_TRUE(opened) << form << ": " << to_string(opened.error());
      EXPECT_EQ(as_text(opened.value().plaintext), example.at("input").at("plaintext")) << form;
    }
  }

  static std::string sign_again(const Json& example, Serialization serialization) {
    const Json& step = example.at("signing");
    const JwkSet keys = keys_of(example);
    const std::string payload = example.at("input").at("payload");
    JwsSigner signer;
    signer.protected_header = verbatim(step);
    signer.header = Header::of(step.value("unprotected", Json::object())).value();
    signer.key = &keys.keys().front();
    return sign_jws(
               {.payload = as_bytes(payload), .signers = {signer}, .serialization = serialization})
        .value();
  }

  static void expect_signed_again(const Json& example) {
    const Json& output = example.at("output");
    if (output.contains("compact")) {
      EXPECT_EQ(sign_again(example, Serialization::compact), output.at("compact"));
    }
    EXPECT_EQ(Json::parse(sign_again(example, Serialization::flattened)), output.at("json_flat"));
    EXPECT_EQ(Json::parse(sign_again(example, Serialization::general)), output.at("json"));
  }

  static std::string seal_again(const Json& example, Serialization serialization) {
    const JwkSet keys = keys_of(example);
    const std::string plaintext = example.at("input").at("plaintext");
    const Json& generated = example.at("generated");
    KnownAnswerInputs fixed;
    fixed.iv = from_base64url(generated.at("iv").get<std::string>()).value();
    if (generated.contains("cek")) {
      const Bytes cek = from_base64url(generated.at("cek").get<std::string>()).value();
      fixed.cek = crypto::SecretBytes{cek};
    }
    JweSealRequest request;
    request.plaintext = as_bytes(plaintext);
    request.protected_header = verbatim(example.at("encrypting_content"));
    request.recipients = {{{}, &keys.keys().front()}};
    request.serialization = serialization;
    auto random = testing::make_random();
    return seal_jwe(request, fixed, random).value();
  }

  static void expect_sealed_again(const Json& example) {
    const Json& output = example.at("output");
    EXPECT_EQ(seal_again(example, Serialization::compact), output.at("compact"));
    if (output.contains("json_flat")) {
      EXPECT_EQ(Json::parse(seal_again(example, Serialization::flattened)), output.at("json_flat"));
    }
  }
};

#define PLUMBLINE_LOAD(variable, name)               \
  const Json variable = load(name);                  \
  if (variable.is_null()) {                          \
    GTEST_SKIP() << "no third-party data: " << name; \
  }

TEST_F(Rfc7520, PublicKeysHaveThatType) {
  PLUMBLINE_LOAD(ec, "3_1.ec_public_key");
  PLUMBLINE_LOAD(rsa, "3_3.rsa_public_key");
  EXPECT_EQ(Jwk::from_json(ec).value().public_json().value(), ec);
  EXPECT_EQ(Jwk::from_json(rsa).value().public_json().value(), rsa);
}

TEST_F(Rfc7520, RsaSignature) {
  PLUMBLINE_LOAD(example, "4_1.rsa_v15_signature");
  expect_verified(example);
  expect_signed_again(example);
}

TEST_F(Rfc7520, EcdsaSignature) {
  PLUMBLINE_LOAD(example, "4_3.ecdsa_signature");
  expect_verified(example);
}

TEST_F(Rfc7520, HmacProtection) {
  PLUMBLINE_LOAD(example, "4_4.hmac-sha2_integrity_protection");
  expect_verified(example);
  expect_signed_again(example);
}

TEST_F(Rfc7520, ProtectingSpecificHeaderFields) {
  PLUMBLINE_LOAD(example, "4_6.protecting_specific_header_fields");
  expect_verified(example);
  expect_signed_again(example);
}

TEST_F(Rfc7520, MultipleSignatures) {
  PLUMBLINE_LOAD(example, "4_8.multiple_signatures");
  expect_verified(example);
}

TEST_F(Rfc7520, DirectEncryption) {
  PLUMBLINE_LOAD(example, "5_6.direct_encryption_using_aes-gcm");
  expect_opened(example);
  expect_sealed_again(example);
}

TEST_F(Rfc7520, KeyWrap) {
  PLUMBLINE_LOAD(example, "5_8.key_wrap_using_aes-keywrap_with_aes-gcm");
  expect_opened(example);
  expect_sealed_again(example);
}

TEST_F(Rfc7520, RsaOaep) {
  PLUMBLINE_LOAD(example, "5_2.key_encryption_using_rsa-oaep_with_aes-gcm");
  expect_opened(example);
}

// The first recipient is RSA1_5, which is never opened: it must not be in the way of the others.
TEST_F(Rfc7520, MultipleRecipients) {
  PLUMBLINE_LOAD(example, "5_13.encrypting_to_multiple_recipients");
  const JweOpenOptions options{.algorithms = all_algorithms(), .limits = {}};
  const JwkSet all = keys_of(example);
  for (const std::size_t index : {1U, 2U}) {
    const auto opened = open_jwe_object(
        example.at("output").at("json"), testing::set_of(all.keys()[index]), options);
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), example.at("input").at("plaintext"));
    EXPECT_EQ(opened.value().recipient, index);
    EXPECT_EQ(opened.value().header.string("cty"), "text/plain");
  }
  const auto refused =
      open_jwe_object(example.at("output").at("json"), testing::set_of(all.keys()[0]), options);
  EXPECT_EQ(refused.error().code, Errc::algorithm_not_allowed);
}

}  // namespace
}  // namespace plumbline::jose
