#include "plumbline/crypto/hmac.hpp"

#include "wycheproof.hpp"

#include <thread>
#include <vector>

namespace plumbline::crypto {
namespace {

Bytes text(std::string_view characters) {
  const ByteView octets = as_bytes(characters);
  return {octets.begin(), octets.end()};
}

struct KnownAnswer {
  Bytes key;
  Bytes data;
  const char* sha256;
  const char* sha384;
  const char* sha512;
};

// RFC 4231 clauses 4.2 to 4.5, 4.7, 4.8
const std::vector<KnownAnswer> kKnownAnswers{
    {Bytes(20, 0x0b),
     text("Hi There"),
     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
     "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f"
     "4af152e8b2fa9cb6",
     "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702"
     "038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"},
    {text("Jefe"),
     text("what do ya want for nothing?"),
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
     "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c7"
     "8b3239ecfab21649",
     "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a"
     "6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
    {Bytes(20, 0xaa),
     Bytes(50, 0xdd),
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
     "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b9"
     "4e3ab6e101a34f27",
     "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c8"
     "06b485a47e67c807b946a337bee8942674278859e13292fb"},
    {octets_from(1, 25),
     Bytes(50, 0xcd),
     "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
     "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679"
     "ccf8a386c674cffb",
     "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4"
     "d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"},
    {Bytes(131, 0xaa),
     text("Test Using Larger Than Block-Size Key - Hash Key First"),
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
     "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe82"
     "96248df163f44952",
     "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598"
     "bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"},
    {Bytes(131, 0xaa),
     text(
         "This is a test using a larger than block-size key and a larger than block-size data. The "
         "key needs to be hashed before being used by the HMAC algorithm."),
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
     "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d"
     "3860e6110c46523e",
     "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b1"
     "0d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58"},
};

TEST(Hmac, KnownAnswers) {
  for (const auto& answer : kKnownAnswers) {
    EXPECT_EQ(hex(hmac(HashAlgorithm::sha256, answer.key, {answer.data})), answer.sha256);
    EXPECT_EQ(hex(hmac(HashAlgorithm::sha384, answer.key, {answer.data})), answer.sha384);
    EXPECT_EQ(hex(hmac(HashAlgorithm::sha512, answer.key, {answer.data})), answer.sha512);
  }
}

TEST(Hmac, PartsAreConcatenated) {
  const Bytes key(20, 0x0b);
  EXPECT_EQ(hmac(HashAlgorithm::sha256, key, {as_bytes("Hi"), {}, as_bytes(" There")}),
            hmac(HashAlgorithm::sha256, key, {as_bytes("Hi There")}));
}

// The empty key must not fall back to the key of the call before.
TEST(Hmac, EmptyKeyIsAKeyOfItsOwn) {
  const Bytes data(8, 1);
  static_cast<void>(hmac(HashAlgorithm::sha256, Bytes(32, 7), {data}));
  EXPECT_EQ(hmac(HashAlgorithm::sha256, {}, {data}),
            hmac(HashAlgorithm::sha256, Bytes(64), {data}));
}

TEST(Hmac, ThreadsDoNotShareState) {
  const auto chain = [](std::uint8_t seed) {
    SecretBytes value{Bytes(32, seed)};
    for (int i = 0; i < 2000; ++i) {
      value = hmac(HashAlgorithm::sha256, value.expose(), {Bytes(1, seed)});
    }
    return hex(value);
  };
  std::vector<std::string> results(4);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
      threads.emplace_back([&, i] { results[i] = chain(static_cast<std::uint8_t>(i)); });
    }
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(results[i], chain(static_cast<std::uint8_t>(i)));
  }
}

void run(const std::string& path, HashAlgorithm hash) {
  run_wycheproof(path, takes_all, [hash](const WycheproofTest& test) {
    const auto mac = hmac(hash, test.hex("key"), {test.hex("msg")});
    const Bytes tag = test.hex("tag");
    // Groups with a shorter tag take the leftmost octets.
    const bool equal = to_hex(mac.expose().first(tag.size())) == to_hex(tag);
    EXPECT_EQ(equal, test.valid()) << test.where;
  });
}

TEST(Hmac, WycheproofSha256) {
  PLUMBLINE_WYCHEPROOF(path, "hmac_sha256_test.json");
  run(*path, HashAlgorithm::sha256);
}

TEST(Hmac, WycheproofSha384) {
  PLUMBLINE_WYCHEPROOF(path, "hmac_sha384_test.json");
  run(*path, HashAlgorithm::sha384);
}

TEST(Hmac, WycheproofSha512) {
  PLUMBLINE_WYCHEPROOF(path, "hmac_sha512_test.json");
  run(*path, HashAlgorithm::sha512);
}

}  // namespace
}  // namespace plumbline::crypto
