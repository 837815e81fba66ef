#include "plumbline/crypto/secret_bytes.hpp"

#include "crypto_under_test.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace plumbline::crypto {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);

TEST(SecretBytes, WipeOverwritesEveryOctet) {
  std::array<std::uint8_t, 64> memory{};
  memory.fill(0xA5);
  detail::wipe(memory);
  EXPECT_TRUE(std::ranges::all_of(memory, [](std::uint8_t octet) { return octet == 0; }));
  detail::wipe({});
}

TEST(SecretBytes, MoveLeavesNothingBehind) {
  SecretBytes secret{octets_from(1, 32)};
  const SecretBytes taken = std::move(secret);
  EXPECT_TRUE(secret.empty());  // NOLINT(bugprone-use-after-move): what the test is about
  EXPECT_EQ(taken.size(), 32U);
}

TEST(SecretBytes, CloneIsASecondOwner) {
  SecretBytes secret{octets_from(1, 32)};
  const SecretBytes copy = secret.clone();
  EXPECT_EQ(copy, secret);
  secret.expose_mutable()[0] ^= 1U;
  EXPECT_FALSE(copy == secret);
}

TEST(SecretBytes, ComparesSizesAndEveryOctet) {
  const SecretBytes secret{octets_from(1, 32)};
  EXPECT_FALSE(secret == SecretBytes{octets_from(1, 31)});
  EXPECT_EQ(SecretBytes{}, SecretBytes{ByteView{}});
  for (std::size_t i = 0; i < secret.size(); ++i) {
    auto other = secret.clone();
    other.expose_mutable()[i] ^= 0x80U;
    EXPECT_FALSE(secret == other) << i;
  }
}

TEST(SecretBytes, SizedOneIsZero) {
  EXPECT_EQ(hex(SecretBytes{4}), "00000000");
}

}  // namespace
}  // namespace plumbline::crypto
