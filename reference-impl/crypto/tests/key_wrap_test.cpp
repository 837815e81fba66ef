#include "plumbline/crypto/key_wrap.hpp"

#include "wycheproof.hpp"

#include <array>

namespace plumbline::crypto {
namespace {

struct KnownAnswer {
  std::size_t wrapping_key_size;
  std::size_t key_size;
  const char* wrapped;
};

// RFC 3394 clauses 4.1 to 4.6
constexpr std::array kKnownAnswers{
    KnownAnswer{16, 16, "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"},
    KnownAnswer{24, 16, "96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d"},
    KnownAnswer{32, 16, "64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7"},
    KnownAnswer{24, 24, "031d33264e15d33268f24ec260743edce1c6c7ddee725a936ba814915c6762d2"},
    KnownAnswer{32, 24, "a8f9bc1612c68b3ff6e6f4fbe30e71e4769c8b80a32cb8958cd5d17d6b254da1"},
    KnownAnswer{32,
                32,
                "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326"
                "cbc7f0e71a99f43bfb988b9b7a02dd21"},
};

Bytes known_key(std::size_t size) {
  const Bytes key = octets("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
  return {key.begin(), key.begin() + static_cast<std::ptrdiff_t>(size)};
}

TEST(KeyWrap, KnownAnswers) {
  for (const auto& answer : kKnownAnswers) {
    const Bytes wrapping_key = octets_from(0, answer.wrapping_key_size);
    const Bytes key = known_key(answer.key_size);
    EXPECT_EQ(to_hex(aes_key_wrap(wrapping_key, key).value()), answer.wrapped);
    EXPECT_EQ(hex(aes_key_unwrap(wrapping_key, octets(answer.wrapped)).value()), to_hex(key));
  }
}

TEST(KeyWrap, EveryChangedBitIsRefused) {
  const Bytes wrapping_key = octets_from(0, 16);
  const Bytes wrapped = aes_key_wrap(wrapping_key, known_key(16)).value();
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    Bytes changed = wrapped;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    EXPECT_EQ(aes_key_unwrap(wrapping_key, changed).error().code, Errc::authentication_failed);
  }
  EXPECT_EQ(aes_key_unwrap(octets_from(1, 16), wrapped).error().code, Errc::authentication_failed);
}

TEST(KeyWrap, RefusesOtherSizes) {
  const Bytes key(16, 1);
  for (const std::size_t size : {0U, 8U, 15U, 17U, 31U, 33U, 64U}) {
    EXPECT_EQ(aes_key_wrap(Bytes(size), key).error().code, Errc::invalid_length) << size;
    EXPECT_EQ(aes_key_unwrap(Bytes(size), Bytes(24)).error().code, Errc::invalid_length) << size;
  }
  for (const std::size_t size : {0U, 8U, 15U, 17U, 25U}) {
    EXPECT_EQ(aes_key_wrap(key, Bytes(size)).error().code, Errc::invalid_length) << size;
  }
  for (const std::size_t size : {0U, 8U, 16U, 23U, 25U, 31U}) {
    EXPECT_EQ(aes_key_unwrap(key, Bytes(size)).error().code, Errc::invalid_length) << size;
  }
}

TEST(KeyWrap, Wycheproof) {
  PLUMBLINE_WYCHEPROOF(path, "aes_wrap_test.json");
  run_wycheproof(*path, takes_all, [](const WycheproofTest& test) {
    const Bytes wrapping_key = test.hex("key");
    const auto key = aes_key_unwrap(wrapping_key, test.hex("ct"));
    // "acceptable" are keys of 8 octets, which RFC 3394 does not define and we refuse.
    ASSERT_EQ(key.has_value(), test.valid()) << test.where;
    if (key) {
      EXPECT_EQ(hex(key.value()), to_hex(test.hex("msg"))) << test.where;
      EXPECT_EQ(aes_key_wrap(wrapping_key, test.hex("msg")).value(), test.hex("ct")) << test.where;
    }
  });
}

}  // namespace
}  // namespace plumbline::crypto
