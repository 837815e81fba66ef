// What is sealed opens, for every kind of recipient and cipher; what is changed does not.

#include "support.hpp"

namespace plumbline::cms {
namespace {

using testing::certificate;
using testing::code_of;
using testing::kek;
using testing::kPayload;
using testing::open_with;
using testing::pair;
using testing::seal_to;

struct Party {
  std::string name;
  Recipient recipient;
  Credential credential;
  KeyManagement how;
};

std::vector<Party> parties() {
  std::vector<Party> all;
  all.push_back({"rsa", certificate("rsa"), pair("rsa"), KeyManagement::rsa_oaep_sha256});
  for (const std::string name : {"p256", "p384", "p521"}) {
    all.push_back({name, certificate(name), pair(name), KeyManagement::ecdh_aes256_wrap});
  }
  all.push_back({"kek16", kek(16), kek(16), KeyManagement::kek_aes128_wrap});
  all.push_back({"kek24", kek(24), kek(24), KeyManagement::kek_aes192_wrap});
  all.push_back({"kek32", kek(32), kek(32), KeyManagement::kek_aes256_wrap});
  return all;
}

class EnvelopedRoundTrip : public ::testing::TestWithParam<unsigned> {};

INSTANTIATE_TEST_SUITE_P(
    Cms,
    EnvelopedRoundTrip,
    ::testing::Range(0U, static_cast<unsigned>(ContentEncryption::aes256_cbc) + 1));

TEST_P(EnvelopedRoundTrip, OpensToThePlaintext) {
  const auto encryption = static_cast<ContentEncryption>(GetParam());
  const OpenOptions options = is_authenticated(encryption) ? OpenOptions{} : testing::with_cbc();
  for (const Party& party : parties()) {
    for (const std::size_t size : {0U, 1U, 16U, 5000U}) {
      const Bytes plaintext(size, 0x5A);
      const auto sealed =
          seal({.plaintext = plaintext, .recipients = {party.recipient}, .encryption = encryption});
      ASSERT_TRUE(sealed) << party.name;
      EXPECT_EQ(content_type_of(sealed.value()).value(),
                is_authenticated(encryption) ? ContentType::auth_enveloped_data
                                             : ContentType::enveloped_data);
      const auto opened = open_with(sealed.value(), party.credential, options);
      ASSERT_TRUE(opened) << party.name << ' ' << to_string(opened.error());
      EXPECT_EQ(opened.value().plaintext, plaintext);
      EXPECT_EQ(opened.value().key_management, party.how);
      EXPECT_EQ(opened.value().encryption, encryption);
    }
  }
}

TEST(Enveloped, EachOfManyRecipientsOpensItAlone) {
  std::vector<Recipient> recipients;
  for (const Party& party : parties()) {
    recipients.push_back(party.recipient);
    if (auto* const shared = std::get_if<SharedKek>(&recipients.back())) {
      shared->id = Bytes{static_cast<std::uint8_t>(recipients.size())};
    }
  }
  const Bytes sealed = seal_to(recipients);
  const auto all = parties();
  for (std::size_t i = 0; i < all.size(); ++i) {
    Credential mine = all[i].credential;
    if (auto* const shared = std::get_if<SharedKek>(&mine)) {
      shared->id = std::get<SharedKek>(recipients[i]).id;
    }
    // After one that is not named, so that the index counts.
    const std::vector<Credential> held{pair("other-rsa"), mine};
    const auto opened = open(sealed, held);
    ASSERT_TRUE(opened) << all[i].name << ' ' << to_string(opened.error());
    EXPECT_EQ(as_text(opened.value().plaintext), kPayload);
    EXPECT_EQ(opened.value().credential, 1U);
    EXPECT_EQ(opened.value().recipients, all.size());
    EXPECT_EQ(opened.value().key_management, all[i].how);
  }
}

TEST(Enveloped, FindsTheRightOneOfTwoKeysWithOneName) {
  const Bytes sealed = seal_to({kek(32)});
  const crypto::SecretBytes wrong{std::size_t{32}};
  const std::vector<Credential> held{SharedKek{.id = kek().id, .key = &wrong}, kek(32)};
  EXPECT_EQ(open(sealed, held).value().credential, 1U);
}

TEST(Enveloped, WhoIsNotNamedFindsNoKey) {
  const Bytes sealed = seal_to({certificate("rsa"), certificate("p256"), kek()});
  EXPECT_EQ(code_of(open_with(sealed, pair("other-rsa"))), Errc::key_not_found);
  EXPECT_EQ(code_of(open_with(sealed, pair("other-p256"))), Errc::key_not_found);
  EXPECT_EQ(code_of(open_with(sealed, kek(32, "K2"))), Errc::key_not_found);
  EXPECT_EQ(code_of(open(sealed, {})), Errc::key_not_found);
}

/// The certificate of one with the key of another.
Credential impostor(const std::string& named, const std::string& key) {
  return KeyPair{.key = pair(key).key, .certificate = certificate(named)};
}

TEST(Enveloped, EveryWrongKeyHasOneAnswer) {
  const Bytes sealed = seal_to({certificate("rsa"), certificate("p256"), kek()});
  const crypto::SecretBytes wrong{std::size_t{32}};
  std::vector<std::string> answers;
  for (const Credential& held : {impostor("rsa", "other-rsa"),
                                 impostor("p256", "other-p256"),
                                 Credential{SharedKek{.id = kek().id, .key = &wrong}}}) {
    answers.push_back(to_string(open_with(sealed, held).error()));
  }
  Bytes changed = sealed;
  changed.back() ^= 1U;  // of the tag
  answers.push_back(to_string(open_with(changed, kek()).error()));
  for (const std::string& answer : answers) {
    EXPECT_EQ(answer, "authentication_failed: CMS: does not open with this key");
  }
}

TEST(Enveloped, KeysOfAnotherKindOrSizeAreRefused) {
  const Bytes sealed = seal_to({certificate("rsa"), certificate("p256"), kek()});
  EXPECT_EQ(code_of(open_with(sealed, impostor("rsa", "p256"))), Errc::key_mismatch);
  EXPECT_EQ(code_of(open_with(sealed, impostor("p256", "rsa"))), Errc::key_mismatch);
  EXPECT_EQ(code_of(open_with(sealed, kek(16))), Errc::key_mismatch);
  const crypto::SecretBytes odd{std::size_t{20}};
  EXPECT_EQ(code_of(seal({.plaintext = {}, .recipients = {SharedKek{.id = {1}, .key = &odd}}})),
            Errc::key_mismatch);
  EXPECT_EQ(code_of(seal({.plaintext = {}, .recipients = {certificate("ed25519")}})),
            Errc::key_mismatch);
}

TEST(Enveloped, NobodyAndNamelessKeysAreRefused) {
  EXPECT_EQ(code_of(seal({.plaintext = as_bytes(kPayload)})), Errc::invalid_value);
  EXPECT_EQ(code_of(seal({.plaintext = {}, .recipients = {kek(32, "")}})), Errc::invalid_value);
}

TEST(Enveloped, TwoSealsShareNoOctetsThatMatter) {
  EXPECT_NE(seal_to({kek()}), seal_to({kek()}));
}

TEST(Enveloped, ThePolicyIsAsked) {
  const Bytes sealed = seal_to({kek(32)}, ContentEncryption::aes128_gcm);
  const auto open_under = [&sealed](const std::vector<std::string>& names) {
    return open_with(
        sealed, kek(32), {.algorithms = AlgorithmPolicy::named(names).value(), .limits = {}});
  };
  EXPECT_TRUE(open_under({"AES128-GCM", "AES256-WRAP"}));
  EXPECT_EQ(code_of(open_under({"AES256-GCM", "AES256-WRAP"})), Errc::algorithm_not_allowed);
  EXPECT_EQ(code_of(open_under({"AES128-GCM", "AES128-WRAP"})), Errc::algorithm_not_allowed);
  const Bytes cbc = seal_to({kek(32)}, ContentEncryption::aes128_cbc);
  EXPECT_EQ(code_of(open_with(cbc, kek(32))), Errc::algorithm_not_allowed);
}

// ESD-19: a changed envelope yields no payload, whichever octet it is.
TEST(Enveloped, NoChangedOctetYieldsAPlaintext) {
  const std::vector<std::pair<Recipient, Credential>> cases{
      {kek(), kek()}, {certificate("p256"), pair("p256")}, {certificate("rsa"), pair("rsa")}};
  for (const auto& [recipient, credential] : cases) {
    const Bytes sealed = seal_to({recipient}, ContentEncryption::aes128_gcm);
    ASSERT_TRUE(open_with(sealed, credential));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
      for (const unsigned bits : {0x01U, 0x80U, 0xFFU}) {
        Bytes changed = sealed;
        changed[i] = static_cast<std::uint8_t>(changed[i] ^ bits);
        const auto opened = open_with(changed, credential);
        ASSERT_FALSE(opened) << "octet " << i << " ^ " << bits;
        EXPECT_FALSE(opened.error().detail.empty());
      }
    }
  }
}

}  // namespace
}  // namespace plumbline::cms
