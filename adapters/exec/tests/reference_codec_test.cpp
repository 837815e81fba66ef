#include "plumbline/adapters/exec/reference_codec.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/random.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::exec {
namespace {

class ReferenceCodec : public ::testing::Test {
 protected:
  Json ask(std::string_view operation, Json in) {
    return codec_({{"seq", 1}, {"op", operation}, {"in", std::move(in)}}).value();
  }

  crypto::SystemRandom random_;
  harness::Codec codec_ = reference_codec(random_);
};

TEST_F(ReferenceCodec, DerivesDataSecurityKeys) {
  Bytes ke(32);
  for (std::size_t i = 0; i < ke.size(); ++i) {
    ke[i] = static_cast<std::uint8_t>(i);
  }
  const Json answer =
      ask("derive/data-security",
          {{"hash", "sha256"}, {"salt", to_hex(Bytes(32, 0x55))}, {"key", to_hex(ke)}});
  EXPECT_EQ(answer.at("seq"), 1);
  EXPECT_EQ(answer.at("out").at("conf"),
            "cc7d13231ddc8e29b9f5fd3e9f1c07ffcda215f05fb2334981b68c541c674c09");
}

TEST_F(ReferenceCodec, RefusesUnknownMembers) {
  const Json answer = ask("text/nfkc", {{"text", "a"}, {"form", "NFC"}});
  EXPECT_EQ(answer.at("error").at("code"), "malformed");
}

TEST_F(ReferenceCodec, SaysWhatItDoesNotDo) {
  EXPECT_TRUE(ask("xml/sign", Json::object()).contains("unsupported"));
}

TEST_F(ReferenceCodec, AnswersAFrameThatIsNoRequest) {
  EXPECT_EQ(codec_(Json::array()).value().at("error").at("code"), "malformed");
}

TEST_F(ReferenceCodec, WantsExactlyOneOfNonceAndTime) {
  const Json in{
      {"hash", "sha256"}, {"auth", "00"}, {"conf", "00"}, {"kind", "container"}, {"name", "x"}};
  EXPECT_EQ(ask("derive/data-resource", in).at("error").at("code"), "malformed");
}

class Serializations : public ReferenceCodec, public ::testing::WithParamInterface<const char*> {};

TEST_P(Serializations, OpenWhatWasSealed) {
  const Json key{{"kty", "oct"}, {"k", to_base64url(Bytes(32, 7))}, {"kid", "k"}};
  const Json sealed = ask("jose/jwe-seal",
                          {{"plaintext", "00ff"},
                           {"protected", {{"alg", "A256KW"}, {"enc", "A256GCM"}, {"kid", "k"}}},
                           {"recipients", Json::array({{{"key", key}}})},
                           {"serialization", GetParam()}});
  const Json opened = ask("jose/jwe-open",
                          {{"jwe", sealed.at("out").at("jwe")},
                           {"keys", Json::array({key})},
                           {"algorithms", "esdata"}});
  EXPECT_EQ(opened.at("out").at("plaintext"), "00ff");
  EXPECT_EQ(opened.at("out").at("kid"), "k");
}

TEST_P(Serializations, VerifyWhatWasSigned) {
  const Json key{{"kty", "oct"}, {"k", to_base64url(Bytes(32, 7))}};
  const Json made =
      ask("jose/jws-sign",
          {{"payload", "00ff"},
           {"signatures", Json::array({{{"protected", {{"alg", "HS256"}}}, {"key", key}}})},
           {"serialization", GetParam()},
           {"detached", true}});
  const Json verified = ask("jose/jws-verify",
                            {{"jws", made.at("out").at("jws")},
                             {"keys", Json::array({key})},
                             {"algorithms", Json::array({"HS256"})},
                             {"payload", "00ff"}});
  EXPECT_EQ(verified.at("out").at("payload"), "00ff");
  EXPECT_EQ(verified.at("out").at("header"), Json({{"alg", "HS256"}}));
}

INSTANTIATE_TEST_SUITE_P(Each,
                         Serializations,
                         ::testing::Values("compact", "flattened", "general"));

}  // namespace
}  // namespace plumbline::adapters::exec
