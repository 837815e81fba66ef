#include "plumbline/crypto/random.hpp"

#include "crypto_under_test.hpp"

#include <algorithm>

namespace plumbline::crypto {
namespace {

// AES-256-CTR under SHA-256("seed" 00 "purpose") from counter 0, computed apart with Python's
// cryptography.
constexpr std::string_view kStream =
    "ca0e72c9b31b91f61b10241639735a0546b1d43e36732225a758c76bcdde5870f9df6403d0b949e0";

TEST(SeededRandom, KnownAnswer) {
  SeededRandom random{as_bytes("seed"), "purpose"};
  EXPECT_EQ(to_hex(random.bytes(40)), kStream);
}

TEST(SeededRandom, SizesOfTheReadsDoNotMatter) {
  SeededRandom random{as_bytes("seed"), "purpose"};
  std::string stream;
  for (const std::size_t size : {0U, 1U, 15U, 16U, 7U, 1U}) {
    stream += to_hex(random.bytes(size));
  }
  EXPECT_EQ(stream, kStream);
}

TEST(SeededRandom, SeedAndPurposeAreKeptApart) {
  const auto first_octets = [](std::string_view seed, std::string_view purpose) {
    SeededRandom random{as_bytes(seed), purpose};
    return to_hex(random.bytes(16));
  };
  EXPECT_NE(first_octets("seed", "purpose"), first_octets("seed", "other"));
  EXPECT_NE(first_octets("seed", "purpose"), first_octets("deed", "purpose"));
  EXPECT_NE(first_octets("ab", "c"), first_octets("a", "bc"));
}

TEST(SystemRandom, FillsAllAndDiffers) {
  SystemRandom random;
  const Bytes first = random.bytes(64);
  const Bytes second = random.bytes(64);
  EXPECT_NE(first, second);
  // 48 zero octets at the end of a random string: 2^-384.
  EXPECT_FALSE(
      std::ranges::all_of(ByteView{first}.last(48), [](auto octet) { return octet == 0; }));
  random.fill({});
}

TEST(RandomSecret, ComesFromTheSource) {
  SeededRandom random{as_bytes("seed"), "purpose"};
  EXPECT_EQ(hex(random_secret(random, 40)), kStream);
}

}  // namespace
}  // namespace plumbline::crypto
