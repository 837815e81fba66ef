#include "../src/base64_kernel.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace plumbline::base64 {

namespace {

constexpr Tables kTables[] = {
    Tables{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"},
    Tables{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"}};
constexpr std::size_t kMaxGroups = 100;

class Avx2 : public testing::Test {
 protected:
  void SetUp() override {
    if (avx2_kernel() == nullptr) {
      GTEST_SKIP() << "this processor has no AVX2";
    }
  }

  std::vector<std::uint8_t> random_octets(std::size_t size) {
    std::vector<std::uint8_t> octets(size);
    for (auto& octet : octets) {
      octet = static_cast<std::uint8_t>(random_());
    }
    return octets;
  }

  std::mt19937 random_{4648};  // NOLINT(cert-msc51-cpp): a test that can be repeated
};

// Vectors of exactly the right size: the address sanitizer sees a step that goes too far.

TEST_F(Avx2, EncodesLikeTheTables) {
  for (const Tables& tables : kTables) {
    for (std::size_t groups = 0; groups < kMaxGroups; ++groups) {
      const auto octets = random_octets(3 * groups);
      std::vector<char> expected(4 * groups);
      std::vector<char> text(4 * groups);
      portable_kernel().encode(tables, octets.data(), groups, expected.data());
      avx2_kernel()->encode(tables, octets.data(), groups, text.data());
      ASSERT_EQ(text, expected) << groups;
    }
  }
}

TEST_F(Avx2, DecodesLikeTheTables) {
  for (const Tables& tables : kTables) {
    for (std::size_t groups = 0; groups < kMaxGroups; ++groups) {
      const auto octets = random_octets(3 * groups);
      std::vector<char> text(4 * groups);
      portable_kernel().encode(tables, octets.data(), groups, text.data());
      std::vector<std::uint8_t> decoded(3 * groups);
      const auto* const in = reinterpret_cast<const std::uint8_t*>(text.data());
      ASSERT_TRUE(avx2_kernel()->decode(tables, in, groups, decoded.data()));
      ASSERT_EQ(decoded, octets) << groups;
    }
  }
}

TEST_F(Avx2, RefusesWhatTheTablesRefuse) {
  for (const Tables& tables : kTables) {
    std::size_t refused = 0;
    for (int round = 0; round < 20000; ++round) {
      const std::size_t groups = 1 + random_() % 20;
      std::vector<std::uint8_t> text(4 * groups, 'x');
      text[random_() % text.size()] = static_cast<std::uint8_t>(random_());
      std::vector<std::uint8_t> out(3 * groups);
      const bool accepted = portable_kernel().decode(tables, text.data(), groups, out.data());
      ASSERT_EQ(avx2_kernel()->decode(tables, text.data(), groups, out.data()), accepted);
      refused += accepted ? 0 : 1;
    }
    EXPECT_GT(refused, 10000U);
  }
}

}  // namespace

}  // namespace plumbline::base64
