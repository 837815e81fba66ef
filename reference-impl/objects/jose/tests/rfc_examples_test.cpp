// The worked examples of RFC 7515, RFC 7516, RFC 7518, RFC 7638 and RFC 8037.

#include "plumbline/crypto/aead.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

using testing::header;
using testing::policy_of;
using testing::set_of;

constexpr std::string_view kClaims =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";

Jwk key(std::string_view text) {
  return Jwk::parse(text).value();
}

// RFC 7515 appendix A.1
TEST(Rfc7515, HmacExample) {
  const Jwk hmac = key(
      R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})");
  const std::string expected = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + std::string{kClaims} +
                               ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const Bytes payload = from_base64url(kClaims).value();
  EXPECT_EQ(sign_jws({.payload = payload,
                      .signers = {{header("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}"), {}, &hmac}}})
                .value(),
            expected);
  const VerifiedJws verified = verify_jws(expected, set_of(hmac)).value();
  EXPECT_EQ(verified.payload, payload);
  EXPECT_EQ(verified.first().header.string("typ"), "JWT");
}

constexpr std::string_view kEcKey =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})";

// RFC 7515 appendix A.3
TEST(Rfc7515, EcdsaExample) {
  const std::string jws =
      "eyJhbGciOiJFUzI1NiJ9." + std::string{kClaims} +
      ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
  EXPECT_TRUE(verify_jws(jws, set_of(key(kEcKey))));
  EXPECT_TRUE(verify_jws(jws, set_of(testing::public_half(key(kEcKey)))));
}

// RFC 7515 appendix A.5: an unsecured JWS is never accepted.
TEST(Rfc7515, UnsecuredExampleIsRefused) {
  const std::string jws = "eyJhbGciOiJub25lIn0." + std::string{kClaims} + ".";
  EXPECT_EQ(verify_jws(jws, set_of(key(kEcKey))).error().code, Errc::malformed);
  EXPECT_EQ(verify_jws(jws + "AA", set_of(key(kEcKey))).error().code, Errc::algorithm_not_allowed);
}

// RFC 7516 appendix A.3
TEST(Rfc7516, KeyWrapExample) {
  const Jwk kek = key(R"({"kty":"oct","k":"GawgguFyGrWKav7AX4VKUg"})");
  const std::string expected =
      "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0."
      "6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ."
      "KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";
  KnownAnswerInputs fixed;
  const Bytes cek = from_base64url("BNMfxVSd_P4LZJ36P6pqzmt81C1vawnbyLEA8I-cLM8").value();
  fixed.cek = crypto::SecretBytes{cek};
  fixed.iv = from_base64url("AxY8DCtDaGlsbGljb3RoZQ").value();
  auto random = testing::make_random();
  JweSealRequest request;
  request.plaintext = as_bytes("Live long and prosper.");
  request.protected_header = header(R"({"alg":"A128KW","enc":"A128CBC-HS256"})");
  request.recipients = {{{}, &kek}};
  EXPECT_EQ(seal_jwe(request, fixed, random).value(), expected);

  const JweOpenOptions opened_up{.algorithms = policy_of({"A128KW", "A128CBC-HS256"}),
                                 .limits = {}};
  const OpenedJwe opened = open_jwe(expected, set_of(kek), opened_up).value();
  EXPECT_EQ(as_text(opened.plaintext), "Live long and prosper.");
  EXPECT_EQ(open_jwe(expected, set_of(kek)).error().code, Errc::algorithm_not_allowed)
      << "ESData has no CBC";
}

// RFC 7518 appendix C: the agreed key, seen through what it encrypts.
TEST(Rfc7518, EcdhEsExample) {
  const Jwk bob = key(
      R"({"kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ","y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck","d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"})");
  const Jwk alice = key(
      R"({"kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0","y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps","d":"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo"})");
  KnownAnswerInputs fixed;
  fixed.epk = *alice.private_key();
  auto random = testing::make_random();
  JweSealRequest request;
  request.plaintext = as_bytes("x");
  request.protected_header =
      header(R"({"alg":"ECDH-ES","enc":"A128GCM","apu":"QWxpY2U","apv":"Qm9i"})");
  request.recipients = {{{}, &bob}};
  request.serialization = Serialization::flattened;
  const Json jwe = parse_json(seal_jwe(request, fixed, random).value()).value();

  const Bytes derived = from_base64url("VqqN6vgjbSBcIijNcacQGg").value();
  const auto part = [&jwe](const char* name) {
    return from_base64url(jwe.at(name).get<std::string>()).value();
  };
  const auto plaintext = crypto::aead_open(
      crypto::AeadAlgorithm::a128gcm,
      {.key = derived,
       .iv = part("iv"),
       .associated_data = as_bytes(jwe.at("protected").get_ref<const std::string&>())},
      part("ciphertext"),
      part("tag"));
  ASSERT_TRUE(plaintext);
  EXPECT_EQ(as_text(plaintext.value()), "x");
  const Header sent = Header::parse(as_text(part("protected"))).value();
  EXPECT_EQ(sent.json().at("epk").at("x"), "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0");
  EXPECT_FALSE(sent.json().at("epk").contains("d"));
}

// RFC 7638 clause 3.1
TEST(Rfc7638, ThumbprintExample) {
  const Jwk rsa = key(
      R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})");
  EXPECT_EQ(to_base64url(rsa.thumbprint(crypto::HashAlgorithm::sha256)),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

// RFC 8037 appendices A.3 and A.4
TEST(Rfc8037, Ed25519Example) {
  const Jwk pair = key(
      R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
  EXPECT_EQ(to_base64url(pair.thumbprint(crypto::HashAlgorithm::sha256)),
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  const std::string expected =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
  EXPECT_EQ(sign_jws({.payload = as_bytes("Example of Ed25519 signing"),
                      .signers = {{header(R"({"alg":"EdDSA"})"), {}, &pair}}})
                .value(),
            expected);
  JwsVerifyOptions options;
  options.algorithms = policy_of({"EdDSA"});
  EXPECT_TRUE(verify_jws(expected, set_of(testing::public_half(pair)), options));
  EXPECT_EQ(verify_jws(expected, set_of(pair)).error().code, Errc::algorithm_not_allowed);
}

}  // namespace
}  // namespace plumbline::jose
