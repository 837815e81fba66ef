#include "known_answer.hpp"

#include <gmock/gmock.h>

namespace plumbline::message_auth {
namespace {

Errc code_of(const Result<void>& result) {
  EXPECT_TRUE(result.has_error());
  return result ? Errc::io : result.error().code;
}

Credential shared(const std::string& id, std::string_view peer, std::uint8_t first) {
  const Bytes kpsa(32, first);
  return shared_credential({.id = id,
                            .owner = std::string{kApplication},
                            .peer = std::string{peer},
                            .kpsa = kpsa})
      .value();
}

Credential signature(const std::string& id, crypto::KeyKind kind = crypto::KeyKind::ec_p256) {
  return {.id = id,
          .owner = std::string{kApplication},
          .peer = "",
          .expires = {},
          .key = jose::Jwk::from_private(crypto::PrivateKey::generate(kind))};
}

// MA-01, MA-02, MA-03: TR-0012 clause 7.4.1.2
TEST(Credential, HasTheKeysOfThePair) {
  const Credential credential = known_credential();
  const auto& keys = std::get<PairKeys>(credential.key);
  EXPECT_EQ(to_hex(keys.authentication.secret()->expose()), kAuthenticationKey);
  EXPECT_EQ(to_hex(keys.confidentiality.secret()->expose()), kConfidentialityKey);
}

TEST(Credential, NeedsASecretOf128Bit) {
  const Bytes kpsa(15, 1);
  const auto made = shared_credential(
      {.id = "c", .owner = std::string{kApplication}, .peer = std::string{kServer}, .kpsa = kpsa});
  ASSERT_TRUE(made.has_error());
  EXPECT_EQ(made.error().code, Errc::invalid_length);
}

// MA-07: two pairs never share a key.
TEST(Credentials, EachPairHasItsOwn) {
  Credentials held;
  ASSERT_TRUE(held.add(shared("c1", kServer, 1)));
  EXPECT_EQ(code_of(held.add(shared("c2", "//sp.example/cse-c", 1))), Errc::conflict);
  EXPECT_EQ(code_of(held.add(shared("c1", "//sp.example/cse-c", 2))), Errc::conflict);
  EXPECT_TRUE(held.add(shared("c2", "//sp.example/cse-c", 2)));
}

TEST(Credentials, OneIsRenewedForTheSameOwners) {
  Credentials held{1};
  ASSERT_TRUE(held.add(shared("c1", kServer, 1)));
  Credential turned = shared("c1", kServer, 2);
  std::swap(turned.owner, turned.peer);
  ASSERT_TRUE(held.add(turned));
  EXPECT_EQ(held.find("c1")->owner, kServer);
}

TEST(Credentials, RefuseWhatNobodyCanBeKnownBy) {
  Credentials held;
  const auto refused = [&](const std::function<void(Credential&)>& change) {
    Credential credential = shared("c1", kServer, 1);
    change(credential);
    return code_of(held.add(std::move(credential)));
  };
  EXPECT_EQ(refused([](Credential& c) { c.id.clear(); }), Errc::invalid_value);
  EXPECT_EQ(refused([](Credential& c) { c.owner = "/cse-a/Cae1"; }), Errc::invalid_value);
  EXPECT_EQ(refused([](Credential& c) { c.peer = "Cae1"; }), Errc::invalid_value);
  EXPECT_EQ(refused([](Credential& c) { c.peer = c.owner; }), Errc::invalid_value);
  EXPECT_EQ(refused([](Credential& c) { c.peer.clear(); }), Errc::invalid_value);
  EXPECT_TRUE(held.add(shared("c1", kServer, 1)));
}

// MA-10: an asymmetric credential has one owner.
TEST(Credentials, ASignatureKeyIsOfP256AndHasOneOwner) {
  Credentials held;
  Credential two = signature("s");
  two.peer = kServer;
  EXPECT_EQ(code_of(held.add(std::move(two))), Errc::invalid_value);
  EXPECT_EQ(code_of(held.add(signature("s", crypto::KeyKind::ec_p384))), Errc::key_mismatch);
  EXPECT_TRUE(held.add(signature("s")));
}

TEST(Credentials, KeepSoManyAndNoMore) {
  Credentials held{2};
  ASSERT_TRUE(held.add(shared("c1", kServer, 1)));
  ASSERT_TRUE(held.add(shared("c2", kServer, 2)));
  EXPECT_EQ(code_of(held.add(shared("c3", kServer, 3))), Errc::too_large);
  held.remove("c1");
  held.remove("c1");
  EXPECT_EQ(held.find("c1"), nullptr);
  EXPECT_TRUE(held.add(shared("c3", kServer, 3)));
}

TEST(Credentials, ThatLastsLongestIsChosen) {
  Credentials held;
  Credential soon = shared("c1", kServer, 1);
  soon.expires = known_time();
  Credential later = shared("c2", kServer, 2);
  later.expires = known_time() + std::chrono::hours{1};
  ASSERT_TRUE(held.add(later));
  ASSERT_TRUE(held.add(soon));
  ASSERT_TRUE(held.add(signature("s")));
  EXPECT_EQ(held.between(kServer, kApplication)->id, "c2");
  EXPECT_EQ(held.between(kApplication, "//sp.example/cse-c"), nullptr);
  EXPECT_EQ(held.signing_for(kApplication)->id, "s");
  EXPECT_EQ(held.signing_for(kServer), nullptr);
}

TEST(Credentials, APublicKeySignsNothing) {
  Credentials held;
  Credential credential = signature("s");
  credential.key = jose::Jwk::from_public(*std::get<SignatureKey>(credential.key).public_key());
  ASSERT_TRUE(held.add(credential));
  EXPECT_EQ(held.signing_for(kApplication), nullptr);
}

}  // namespace
}  // namespace plumbline::message_auth
