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

class EsprimOperations : public ReferenceCodec {
 protected:
  static Json receiver() {
    return {{"esri", "u-1"},
            {"esrv", "r1"},
            {"esrx", "20300101T000000"},
            {"esks", {1}},
            {"espa", {12}}};
  }

  static Json sealing() {
    const std::string request = R"({"op":2,"to":"-","fr":"Cae","rqi":"1","rvi":"3"})";
    return {{"pairwise_key", to_hex(Bytes(16, 1))},
            {"key_id", "k"},
            {"enc", "A256GCM"},
            {"receiver", receiver()},
            {"originator",
             {{"esri", "u-2"},
              {"esrv", "r2"},
              {"esrx", "20300101T000000"},
              {"esk", 1},
              {"espa", {12}}}},
            {"plaintext", to_hex(as_bytes(request))},
            {"enclose", true}};
  }

  Json opening() {
    const Json sealed = ask("esprim/seal", sealing());
    return {
        {"keys", {{{"id", "k"}, {"peer", "//sp.example/cse/Cae"}, {"key", to_hex(Bytes(16, 1))}}}},
        {"receiver_id", "//sp.example/cse"},
        {"receiver", receiver()},
        {"from", "//sp.example/cse/Cae"},
        {"now", "20290101T000000"},
        {"object", sealed.at("out").at("object")}};
  }

  std::string refusal_with(const char* member, Json value) {
    Json in = opening();
    in[member] = std::move(value);
    return ask("esprim/open", in).at("error").at("detail").get<std::string>();
  }
};

TEST_F(EsprimOperations, OpenWhatWasSealed) {
  const Json out = ask("esprim/open", opening()).at("out");
  EXPECT_EQ(out.at("request").at("rqi"), "1");
  EXPECT_EQ(out.at("originator"), "//sp.example/cse/Cae");
}

TEST_F(EsprimOperations, AnswerLikeAReceiver) {
  Json late = opening();
  late["now"] = "20310101T000000";
  EXPECT_EQ(ask("esprim/open", late).at("out"), (Json{{"rsc", 4114}}));
}

TEST_F(EsprimOperations, NameWhatCannotBeUsed) {
  using ::testing::HasSubstr;
  EXPECT_THAT(refusal_with("receiver_id", "/cse"), HasSubstr("receiver_id"));
  EXPECT_THAT(refusal_with("receiver_id", "//sp.example"), HasSubstr("receiver_id"));
  EXPECT_THAT(refusal_with("keys", Json::array({1})), HasSubstr("in.keys"));
  EXPECT_THAT(refusal_with("receiver", Json::object()), HasSubstr("es"));
  EXPECT_THAT(refusal_with("object", 1), HasSubstr("object"));
  Json short_iv = sealing();
  short_iv["iv"] = "00";
  EXPECT_THAT(ask("esprim/seal", short_iv).at("error").at("detail").get<std::string>(),
              HasSubstr("in.iv"));
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
