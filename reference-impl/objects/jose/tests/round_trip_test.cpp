// Every algorithm in every serialization: what is sealed opens, what is signed verifies.

#include "plumbline/crypto/aead.hpp"
#include "plumbline/jose/nested.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

using crypto::KeyKind;
using testing::key_pair;

std::size_t kek_size(JweAlg alg) {
  const std::string_view name = name_of(alg);
  return name.find("128") != std::string_view::npos   ? 16
         : name.find("192") != std::string_view::npos ? 24
                                                      : 32;
}

std::size_t cek_size(JweEnc enc) {
  return crypto::key_size_of(static_cast<crypto::AeadAlgorithm>(enc));
}

/// Keys of every kind that the algorithm takes.
std::vector<Jwk> keys_for(JweAlg alg, JweEnc enc) {
  const std::string_view name = name_of(alg);
  if (alg == JweAlg::dir) {
    return {testing::oct_key(cek_size(enc))};
  }
  if (name.starts_with("RSA")) {
    return {key_pair(KeyKind::rsa)};
  }
  if (name.starts_with("ECDH")) {
    return {key_pair(KeyKind::ec_p256), key_pair(KeyKind::ec_p384), key_pair(KeyKind::ec_p521)};
  }
  return {testing::oct_key(kek_size(alg))};
}

Jwk sender_half(const Jwk& key) {
  return key.secret() == nullptr ? testing::public_half(key) : key;
}

class JweRoundTrip
    : public ::testing::TestWithParam<std::tuple<unsigned, unsigned, Serialization>> {
 protected:
  [[nodiscard]] static JweAlg alg() { return static_cast<JweAlg>(std::get<0>(GetParam())); }

  [[nodiscard]] static JweEnc enc() { return static_cast<JweEnc>(std::get<1>(GetParam())); }

  [[nodiscard]] static Serialization serialization() { return std::get<2>(GetParam()); }

  static void expect_round_trip(const Jwk& key, std::size_t size) {
    auto random = testing::make_random();
    const Bytes plaintext = random.bytes(size);
    const Jwk sender = sender_half(key);
    JweSealRequest request;
    request.plaintext = plaintext;
    request.protected_header = Header::of({{"alg", name_of(alg())},
                                           {"enc", name_of(enc())},
                                           {"kid", *key.kid()},
                                           {"cty", "text/plain"}})
                                   .value();
    request.recipients = {{{}, &sender}};
    request.serialization = serialization();
    if (serialization() != Serialization::compact) {
      request.unprotected = testing::header(R"({"x":[1]})");
      request.aad = as_bytes("more");
    }
    const auto sealed = seal_jwe(request, random);
    ASSERT_TRUE(sealed) << to_string(sealed.error());
    const JweOpenOptions options{.algorithms = testing::all_algorithms(), .limits = {}};
    const auto opened = open_jwe(sealed.value(), testing::set_of(key), options);
    ASSERT_TRUE(opened) << to_string(opened.error()) << "\n" << sealed.value();
    EXPECT_EQ(opened.value().plaintext, plaintext);
    EXPECT_EQ(opened.value().kid, *key.kid());
    EXPECT_EQ(opened.value().protected_header.string("cty"), "text/plain");
    EXPECT_EQ(opened.value().header.contains("x"), serialization() != Serialization::compact);
  }
};

INSTANTIATE_TEST_SUITE_P(
    Jwe,
    JweRoundTrip,
    ::testing::Combine(::testing::Range(0U, static_cast<unsigned>(JweAlg::a256gcmkw) + 1),
                       ::testing::Range(0U, static_cast<unsigned>(JweEnc::a256cbc_hs512) + 1),
                       ::testing::Values(Serialization::compact,
                                         Serialization::flattened,
                                         Serialization::general)));

TEST_P(JweRoundTrip, OpensToThePlaintext) {
  for (const Jwk& key : keys_for(alg(), enc())) {
    for (const std::size_t size : {0U, 1U, 16U, 1000U}) {
      expect_round_trip(key, size);
    }
  }
}

Jwk key_for(JwsAlg alg) {
  switch (alg) {
    case JwsAlg::hs256:
    case JwsAlg::hs384:
    case JwsAlg::hs512:
      return testing::oct_key(64, "pair");
    case JwsAlg::es256:
      return key_pair(KeyKind::ec_p256);
    case JwsAlg::es384:
      return key_pair(KeyKind::ec_p384);
    case JwsAlg::es512:
      return key_pair(KeyKind::ec_p521);
    case JwsAlg::eddsa:
      return key_pair(KeyKind::ed25519);
    default:
      return key_pair(KeyKind::rsa);
  }
}

class JwsRoundTrip : public ::testing::TestWithParam<std::tuple<unsigned, Serialization, bool>> {};

INSTANTIATE_TEST_SUITE_P(
    Jws,
    JwsRoundTrip,
    ::testing::Combine(
        ::testing::Range(0U, static_cast<unsigned>(JwsAlg::eddsa) + 1),
        ::testing::Values(Serialization::compact, Serialization::flattened, Serialization::general),
        ::testing::Bool()));

TEST_P(JwsRoundTrip, VerifiesToThePayload) {
  const auto alg = static_cast<JwsAlg>(std::get<0>(GetParam()));
  const auto serialization = std::get<1>(GetParam());
  const bool detached = std::get<2>(GetParam());
  const Jwk key = key_for(alg);
  auto random = testing::make_random();
  for (const std::size_t size : {0U, 1U, 2U, 3U, 1000U}) {
    const Bytes payload = random.bytes(size);
    JwsSigner signer;
    signer.protected_header = Header::of({{"alg", name_of(alg)}}).value();
    if (serialization != Serialization::compact) {
      signer.header = testing::header(R"({"kid":"pair"})");
    }
    signer.key = &key;
    const auto jws = sign_jws({.payload = payload,
                               .signers = {signer},
                               .serialization = serialization,
                               .detached = detached});
    ASSERT_TRUE(jws) << to_string(jws.error());
    JwsVerifyOptions options;
    options.algorithms = testing::all_algorithms();
    if (detached) {
      options.detached_payload = payload;
    }
    const Jwk verifier = key.secret() == nullptr ? testing::public_half(key) : key;
    const auto verified = verify_jws(jws.value(), testing::set_of(verifier), options);
    ASSERT_TRUE(verified) << to_string(verified.error()) << "\n" << jws.value();
    EXPECT_EQ(verified.value().payload, payload);
    EXPECT_EQ(verified.value().first().kid, "pair");
  }
}

class NestedRoundTrip : public ::testing::TestWithParam<std::tuple<Serialization, Serialization>> {
};

INSTANTIATE_TEST_SUITE_P(Nested,
                         NestedRoundTrip,
                         ::testing::Combine(::testing::Values(Serialization::compact,
                                                              Serialization::flattened,
                                                              Serialization::general),
                                            ::testing::Values(Serialization::compact,
                                                              Serialization::flattened,
                                                              Serialization::general)));

TEST_P(NestedRoundTrip, GivesBackTheContentAndBothHeaders) {
  const auto [inside, outside] = GetParam();
  const Jwk signing = key_pair(KeyKind::ec_p256);
  const Jwk encryption = testing::oct_key(16, "kek");
  auto random = testing::make_random();
  JwsSignRequest inner;
  inner.payload = as_bytes("content");
  inner.signers = {{testing::header(R"({"alg":"ES256","cty":"text/plain"})"), {}, &signing}};
  inner.serialization = inside;
  JweSealRequest outer;
  outer.protected_header = testing::header(R"({"alg":"A128KW","enc":"A128GCM","kid":"kek"})");
  outer.recipients = {{{}, &encryption}};
  outer.serialization = outside;
  const std::string nested = seal_nested(inner, outer, random).value();
  const auto opened = open_nested(
      nested,
      {.decryption = testing::set_of(encryption), .verification = testing::set_of(signing)});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().inner.payload), "content");
  EXPECT_EQ(opened.value().outer.header.string("cty"),
            inside == Serialization::compact ? "jose" : "jose+json");
  EXPECT_EQ(opened.value().outer.kid, "kek");
}

}  // namespace
}  // namespace plumbline::jose
