#include "plumbline/crypto/random.hpp"

#include "known_answer.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <ostream>

namespace plumbline::message_auth {
namespace {

using ::testing::UnorderedElementsAre;

class CountingRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& octet : out) {
      octet = next_++;
    }
  }

 private:
  std::uint8_t next_ = 0;
};

std::string known_text(Protection protection) {
  return std::string{protection == Protection::integrity         ? kWithIntegrity
                     : protection == Protection::confidentiality ? kWithConfidentiality
                                                                 : kWithBoth};
}

class KnownMessage : public ::testing::TestWithParam<Protection> {};

// MA-04: HS256 has a MIC of 256 bits, A256GCM encrypts with 256.
TEST_P(KnownMessage, IsMade) {
  CountingRandom iv;
  const MessageHeader header = known_header();
  const Credential credential = known_credential();
  EXPECT_EQ(seal_message({.header = header,
                          .protection = GetParam(),
                          .credential = credential,
                          .plaintext = as_bytes(kRequest)},
                         iv)
                .value(),
            known_text(GetParam()));
}

TEST_P(KnownMessage, IsOpened) {
  const std::string text = known_text(GetParam());
  const auto read = read_message(text);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read.value().protection, GetParam());
  MessageHeader expected = known_header();
  if (GetParam() == Protection::both) {
    expected.content_type = "jose";
  }
  EXPECT_EQ(read.value().header, expected);
  const Credential credential = known_credential();
  const auto opened = open_message({.text = text, .read = read.value(), .credential = credential});
  ASSERT_TRUE(opened) << to_string(opened.error());
  EXPECT_EQ(as_text(opened.value().plaintext), kRequest);
  EXPECT_EQ(opened.value().content_type, "vnd.onem2m-preq+json");
}

// A changed character anywhere is seen, and one failure is like the other.
TEST_P(KnownMessage, DoesNotOpenWhenChanged) {
  const Credential credential = known_credential();
  const std::string good = known_text(GetParam());
  std::size_t tried = 0;
  constexpr std::size_t kStep = 5;  // each character takes a while with sanitizers
  for (std::size_t at = 0; at < good.size(); at += kStep) {
    std::string text = good;
    text[at] = text[at] == 'A' ? 'B' : 'A';
    const auto read = read_message(text);
    if (text == good || !read) {
      continue;
    }
    ++tried;
    const auto opened =
        open_message({.text = text, .read = read.value(), .credential = credential});
    ASSERT_TRUE(opened.has_error()) << at;
    EXPECT_EQ(opened.error().code, Errc::authentication_failed);
    EXPECT_EQ(opened.error().detail, "env: does not verify under this credential");
  }
  EXPECT_GT(tried, 20U);
}

INSTANTIATE_TEST_SUITE_P(Protections,
                         KnownMessage,
                         ::testing::Values(Protection::integrity,
                                           Protection::confidentiality,
                                           Protection::both),
                         [](const auto& known) { return std::string{name_of(known.param)}; });

Credential signature_credential() {
  return {.id = "s1",
          .owner = std::string{kApplication},
          .peer = "",
          .expires = {},
          .key = jose::Jwk::from_private(crypto::PrivateKey::generate(crypto::KeyKind::ec_p256))};
}

// MA-10: an asymmetric credential gives a digital signature.
TEST(Message, IsSignedUnderAnAsymmetricCredential) {
  CountingRandom iv;
  const MessageHeader header = known_header();
  Credential credential = signature_credential();
  const std::string text = seal_message({.header = header,
                                         .protection = Protection::signature,
                                         .credential = credential,
                                         .plaintext = as_bytes(kRequest)},
                                        iv)
                               .value();
  const ReadMessage read = read_message(text).value();
  EXPECT_EQ(read.protection, Protection::signature);
  credential.key = jose::Jwk::from_public(*std::get<SignatureKey>(credential.key).public_key());
  EXPECT_TRUE(open_message({.text = text, .read = read, .credential = credential}));
  EXPECT_EQ(seal_message({.header = header,
                          .protection = Protection::signature,
                          .credential = credential,
                          .plaintext = as_bytes(kRequest)},
                         iv)
                .error()
                .code,
            Errc::key_mismatch);
}

// The kind of the credential, not the header, says what an algorithm may be.
TEST(Message, KindOfCredentialAndProtectionBelongTogether) {
  CountingRandom iv;
  const MessageHeader header = known_header();
  const Credential shared = known_credential();
  const Credential asymmetric = signature_credential();
  const auto seal = [&](Protection protection, const Credential& credential) {
    return seal_message({.header = header,
                         .protection = protection,
                         .credential = credential,
                         .plaintext = as_bytes(kRequest)},
                        iv);
  };
  EXPECT_EQ(seal(Protection::signature, shared).error().code, Errc::key_mismatch);
  EXPECT_EQ(seal(Protection::integrity, asymmetric).error().code, Errc::key_mismatch);
  const ReadMessage read = read_message(kWithIntegrity).value();
  EXPECT_EQ(
      open_message({.text = kWithIntegrity, .read = read, .credential = asymmetric}).error().code,
      Errc::authentication_failed);
}

// MA-03: the MIC of the authentication key does not stand under that of confidentiality.
TEST(Message, EachKeyHasItsUse) {
  CountingRandom iv;
  const MessageHeader header = known_header();
  Credential turned = known_credential();
  auto& keys = std::get<PairKeys>(turned.key);
  std::swap(keys.authentication, keys.confidentiality);
  for (const Protection protection :
       {Protection::integrity, Protection::confidentiality, Protection::both}) {
    const std::string text = known_text(protection);
    const ReadMessage read = read_message(text).value();
    EXPECT_TRUE(open_message({.text = text, .read = read, .credential = turned}).has_error());
  }
}

std::string with_header(const std::function<void(Json&)>& change,
                        std::string_view text = kWithIntegrity) {
  const std::size_t dot = text.find('.');
  const Bytes octets = from_base64url(text.substr(0, dot)).value();
  Json header = Json::parse(as_text(octets));
  change(header);
  return to_base64url(as_bytes(header.dump())) + std::string{text.substr(dot)};
}

// A JWS in JSON is not one that is said to be "jose".
TEST(Message, WhatIsSignedInsideIsCompact) {
  CountingRandom iv;
  const Credential credential = known_credential();
  std::string inner{kWithIntegrity};
  inner = R"({"protected":")" + inner.replace(inner.find('.'), 1, R"(","payload":")");
  inner = inner.replace(inner.find('.'), 1, R"(","signature":")") + R"("})";
  MessageHeader outer = known_header();
  outer.content_type = "jose";
  const std::string text = seal_message({.header = outer,
                                         .protection = Protection::confidentiality,
                                         .credential = credential,
                                         .plaintext = as_bytes(inner)},
                                        iv)
                               .value();
  const ReadMessage read = read_message(text).value();
  EXPECT_TRUE(open_message({.text = text, .read = read, .credential = credential}).has_error());
}

// The header inside is the one outside.
TEST(Message, WhatIsSignedInsideIsWhatIsSaidOutside) {
  CountingRandom iv;
  const Credential credential = known_credential();
  const auto& keys = std::get<PairKeys>(credential.key);
  MessageHeader other = known_header();
  other.sequence += 1;
  const std::string inner = seal_message({.header = other,
                                          .protection = Protection::integrity,
                                          .credential = credential,
                                          .plaintext = as_bytes(kRequest)},
                                         iv)
                                .value();
  MessageHeader outer = known_header();
  outer.content_type = "jose";
  const std::string text = seal_message({.header = outer,
                                         .protection = Protection::confidentiality,
                                         .credential = credential,
                                         .plaintext = as_bytes(inner)},
                                        iv)
                               .value();
  const ReadMessage read = read_message(text).value();
  ASSERT_EQ(read.protection, Protection::both);
  ASSERT_NE(keys.authentication.secret(), nullptr);
  EXPECT_TRUE(open_message({.text = text, .read = read, .credential = credential}).has_error());
}

struct Fault {
  const char* name;
  Errc code;
  std::function<void(Json&)> commit;

  friend std::ostream& operator<<(std::ostream& out, const Fault& fault) {
    return out << fault.name;
  }
};

class HeaderFault : public ::testing::TestWithParam<Fault> {};

TEST_P(HeaderFault, IsRefused) {
  ASSERT_TRUE(read_message(with_header([](Json& /*header*/) {})));
  const auto read = read_message(with_header(GetParam().commit));
  ASSERT_TRUE(read.has_error());
  EXPECT_EQ(name_of(read.error().code), name_of(GetParam().code)) << to_string(read.error());
}

Fault without(const char* label, const char* name) {
  return {label, Errc::malformed, [name](Json& header) { header.erase(name); }};
}

Fault with(const char* label, const char* name, const Json& value, Errc code = Errc::malformed) {
  return {label, code, [name, value](Json& header) { header[name] = value; }};
}

INSTANTIATE_TEST_SUITE_P(
    Faults,
    HeaderFault,
    ::testing::Values(without("no_alg", "alg"),
                      without("no_kid", "kid"),
                      without("no_src", "src"),
                      without("no_dst", "dst"),
                      without("no_sqn", "sqn"),
                      without("no_ts", "ts"),
                      with("crit", "crit", {"sqn"}),
                      with("zip", "zip", "DEF"),
                      with("b64", "b64", false),
                      with("kid_empty", "kid", ""),
                      with("none", "alg", "none", Errc::algorithm_not_allowed),
                      with("hs512", "alg", "HS512", Errc::algorithm_not_allowed),
                      with("dir_without_enc", "alg", "dir", Errc::algorithm_not_allowed),
                      with("mic_with_enc", "enc", "A256GCM", Errc::algorithm_not_allowed),
                      with("relative_src", "src", "/cse-a/Cae1", Errc::invalid_value),
                      with("dst_is_no_id", "dst", "//sp.example/a/b/c", Errc::invalid_value),
                      with("sqn_text", "sqn", "7"),
                      with("sqn_negative", "sqn", -1),
                      with("sqn_fraction", "sqn", 1.5),
                      with("sqn_too_great", "sqn", kLastSequence + 1),
                      with("ts_number", "ts", 1861920000),
                      with("ts_no_time", "ts", "20291301T000000")),
    [](const auto& fault) { return std::string{fault.param.name}; });

TEST(Message, PartsAreThreeOrFiveOfBase64url) {
  for (const std::string& text : {std::string{},
                                  std::string{"e30"},
                                  std::string{kWithIntegrity} + ".AA",
                                  std::string{kWithConfidentiality} + ".AA",
                                  std::string{kWithIntegrity} + "=",
                                  "=" + std::string{kWithIntegrity},
                                  std::string{kWithIntegrity} + "\n"}) {
    const auto read = read_message(text);
    ASSERT_TRUE(read.has_error()) << text;
    EXPECT_EQ(read.error().code, Errc::malformed);
  }
  const auto huge = read_message(std::string((std::size_t{16} << 20U) + 1, 'A'));
  ASSERT_TRUE(huge.has_error());
  EXPECT_EQ(huge.error().code, Errc::too_large);
}

TEST(Message, TheGreatestSequenceNumberIsRead) {
  const auto read = read_message(with_header([](Json& h) { h["sqn"] = kLastSequence; }));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read.value().header.sequence, kLastSequence);
}

// MA-15: table 7.4.1.2-1 has non-repudiation and data at rest as "None".
TEST(Message, SaysWhatItMeets) {
  EXPECT_THAT(requirements_met_by(Protection::both),
              UnorderedElementsAre("Message Originator Authenticity/Integrity",
                                   "Message Re-play protection",
                                   "Integrity of Data in Transit",
                                   "Message Confidentiality",
                                   "Confidentiality of Data in Transit"));
  EXPECT_EQ(requirements_met_by(Protection::confidentiality),
            requirements_met_by(Protection::both));
  EXPECT_EQ(requirements_met_by(Protection::integrity).size(), 3U);
  EXPECT_EQ(requirements_met_by(Protection::signature), requirements_met_by(Protection::integrity));
}

TEST(Message, ProtectionsHaveNames) {
  for (const Protection protection : {Protection::integrity,
                                      Protection::confidentiality,
                                      Protection::both,
                                      Protection::signature}) {
    EXPECT_EQ(protection_named(name_of(protection)), protection);
  }
  EXPECT_FALSE(protection_named("none"));
}

}  // namespace
}  // namespace plumbline::message_auth
