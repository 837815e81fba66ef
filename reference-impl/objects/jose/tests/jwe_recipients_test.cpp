// Several recipients, RFC 7516 clause 7.2.1, and what a sender refuses.

#include "plumbline/jose/jwe.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <string>

namespace plumbline::jose {
namespace {

using crypto::KeyKind;
using testing::header;
using testing::key_pair;
using testing::oct_key;
using testing::set_of;

class JweToMany : public ::testing::Test {
 protected:
  JweToMany() {
    request_.plaintext = as_bytes("content");
    request_.protected_header = header(R"({"enc":"A256GCM"})");
    request_.unprotected = header(R"({"typ":"t"})");
    request_.recipients = {{header(R"({"alg":"A128KW","kid":"one"})"), &one_},
                           {header(R"({"alg":"ECDH-ES+A256KW","kid":"two"})"), &two_}};
    request_.serialization = Serialization::general;
  }

  crypto::SeededRandom random_ = testing::make_random();
  Jwk one_ = oct_key(16, "one");
  Jwk two_ = key_pair(KeyKind::ec_p521).with([] {
    KeyAttributes attributes;
    attributes.kid = "two";
    return attributes;
  }());
  JweSealRequest request_;
};

TEST_F(JweToMany, EachRecipientOpensItsOwn) {
  const std::string jwe = seal_jwe(request_, random_).value();
  const OpenedJwe first = open_jwe(jwe, set_of(one_)).value();
  EXPECT_EQ(first.recipient, 0U);
  EXPECT_EQ(first.kid, "one");
  const OpenedJwe second = open_jwe(jwe, set_of(two_)).value();
  EXPECT_EQ(second.recipient, 1U);
  EXPECT_EQ(second.plaintext, first.plaintext);
  EXPECT_TRUE(second.header.contains("epk"));
  EXPECT_FALSE(first.header.contains("epk"));
  EXPECT_EQ(open_jwe(jwe, set_of(oct_key(16, "three"))).error().code, Errc::key_not_found);
}

TEST_F(JweToMany, ADamagedRecipientDoesNotHinderAnother) {
  Json jwe = parse_json(seal_jwe(request_, random_).value()).value();
  jwe["recipients"][0]["encrypted_key"] = "AAAA";
  EXPECT_EQ(open_jwe_object(jwe, JwkSet{{one_, two_}}).value().recipient, 1U);
  EXPECT_EQ(open_jwe_object(jwe, set_of(one_)).error().code, Errc::authentication_failed);
}

TEST_F(JweToMany, EncIsTheSameForAll) {
  Json jwe = parse_json(seal_jwe(request_, random_).value()).value();
  jwe.erase("protected");
  jwe["recipients"][0]["header"]["enc"] = "A256GCM";
  jwe["recipients"][1]["header"]["enc"] = "A128GCM";
  EXPECT_EQ(open_jwe_object(jwe, JwkSet{{one_, two_}}).error().code, Errc::malformed);
}

TEST_F(JweToMany, TheSenderKeepsTheRulesToo) {
  const auto refused = [this](const std::function<void(JweSealRequest&)>& change) {
    JweSealRequest request = request_;
    change(request);
    const auto sealed = seal_jwe(request, random_);
    EXPECT_FALSE(sealed);
    return sealed ? Errc{} : sealed.error().code;
  };
  EXPECT_EQ(refused([](auto& r) { r.recipients.clear(); }), Errc::invalid_value);
  EXPECT_EQ(refused([](auto& r) { r.serialization = Serialization::flattened; }),
            Errc::invalid_value);
  EXPECT_EQ(refused([](auto& r) { r.protected_header = {}; }), Errc::malformed);
  EXPECT_EQ(refused([](auto& r) { r.unprotected = header(R"({"enc":"A256GCM"})"); }),
            Errc::malformed);
  EXPECT_EQ(refused([](auto& r) { r.unprotected = header(R"({"zip":"DEF"})"); }),
            Errc::unsupported);
  EXPECT_EQ(refused([](auto& r) { r.recipients[1].header = header(R"({"alg":"RSA1_5"})"); }),
            Errc::algorithm_not_allowed);
  EXPECT_EQ(refused([](auto& r) { r.recipients[0].header = header(R"({"alg":"A256KW"})"); }),
            Errc::key_mismatch);
  EXPECT_EQ(refused([](auto& r) {
              r.recipients[1].header = header(R"({"alg":"ECDH-ES+A256KW","epk":{}})");
            }),
            Errc::malformed);
  const Jwk key = oct_key(32);
  EXPECT_EQ(refused([&key](auto& r) { r.recipients[0] = {header(R"({"alg":"dir"})"), &key}; }),
            Errc::invalid_value);
  EXPECT_EQ(refused([](auto& r) {
              r.recipients.pop_back();
              r.serialization = Serialization::compact;
            }),
            Errc::invalid_value)
      << "compact has no place for the other headers";
}

}  // namespace
}  // namespace plumbline::jose
