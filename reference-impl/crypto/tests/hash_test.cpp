#include "plumbline/crypto/hash.hpp"

#include "crypto_under_test.hpp"

namespace plumbline::crypto {
namespace {

// FIPS 180-4 example "abc"
TEST(Hash, KnownAnswers) {
  EXPECT_EQ(to_hex(digest(HashAlgorithm::sha256, as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(digest(HashAlgorithm::sha384, as_bytes("abc"))),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
            "8086072ba1e7cc2358baeca134c825a7");
  EXPECT_EQ(to_hex(digest(HashAlgorithm::sha512, as_bytes("abc"))),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(Hash, OfNothing) {
  EXPECT_EQ(to_hex(digest(HashAlgorithm::sha256, {})),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Hash, NamesLeadBackToTheAlgorithm) {
  for (const auto hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
    EXPECT_EQ(hash_named(name_of(hash)), hash);
    EXPECT_EQ(digest(hash, {}).size(), size_of(hash));
  }
  EXPECT_EQ(hash_named("sha1"), std::nullopt);
  EXPECT_EQ(hash_named("SHA256"), std::nullopt);
  EXPECT_EQ(hash_named(""), std::nullopt);
}

}  // namespace
}  // namespace plumbline::crypto
