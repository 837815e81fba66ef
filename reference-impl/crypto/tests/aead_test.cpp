#include "plumbline/crypto/aead.hpp"

#include "plumbline/crypto/hmac.hpp"

#include "wycheproof.hpp"

#include <array>
#include <thread>
#include <vector>

namespace plumbline::crypto {
namespace {

constexpr std::array kAlgorithms{AeadAlgorithm::a128gcm,
                                 AeadAlgorithm::a192gcm,
                                 AeadAlgorithm::a256gcm,
                                 AeadAlgorithm::a128cbc_hs256,
                                 AeadAlgorithm::a192cbc_hs384,
                                 AeadAlgorithm::a256cbc_hs512};

struct Sealed {
  Bytes ciphertext;
  Bytes tag;
};

Sealed seal(AeadAlgorithm algorithm, const AeadInput& input, ByteView plaintext) {
  Sealed sealed{Bytes(ciphertext_size_of(algorithm, plaintext.size())),
                Bytes(tag_size_of(algorithm))};
  aead_seal(algorithm, input, plaintext, sealed.ciphertext, sealed.tag).value();
  return sealed;
}

class Aead : public ::testing::TestWithParam<AeadAlgorithm> {
 protected:
  const AeadAlgorithm algorithm = GetParam();
  const Bytes key = octets_from(0, key_size_of(algorithm));
  const Bytes iv = octets_from(0x80, iv_size_of(algorithm));
  const Bytes associated_data = octets_from(0x40, 20);
  const AeadInput input{key, iv, associated_data};
};

TEST_P(Aead, OpensWhatItSealed) {
  for (const std::size_t size :
       {0UL, 1UL, 15UL, 16UL, 17UL, 100UL, 16383UL, 16384UL, 16385UL, 50000UL, 1UL << 20U}) {
    const Bytes plaintext = octets_from(7, size);
    const auto sealed = seal(algorithm, input, plaintext);
    EXPECT_EQ(aead_open(algorithm, input, sealed.ciphertext, sealed.tag).value(), plaintext)
        << size;
  }
}

TEST_P(Aead, EveryChangeIsRefusedTheSameWay) {
  const auto sealed = seal(algorithm, input, octets_from(7, 40));
  const auto expect_refused = [&](const AeadInput& in, ByteView ciphertext, ByteView tag) {
    const auto opened = aead_open(algorithm, in, ciphertext, tag);
    ASSERT_FALSE(opened);
    EXPECT_EQ(to_string(opened.error()), "authentication_failed: authenticated decryption");
  };
  const auto changed = [](Bytes octets, std::size_t at) {
    octets[at] ^= 1U;
    return octets;
  };
  for (std::size_t i = 0; i < sealed.ciphertext.size(); ++i) {
    expect_refused(input, changed(sealed.ciphertext, i), sealed.tag);
  }
  for (std::size_t i = 0; i < sealed.tag.size(); ++i) {
    expect_refused(input, sealed.ciphertext, changed(sealed.tag, i));
  }
  for (std::size_t i = 0; i < key.size() / 2; ++i) {
    const Bytes other = changed(key, i);
    expect_refused({other, iv, associated_data}, sealed.ciphertext, sealed.tag);
  }
  const Bytes other_iv = changed(iv, 0);
  expect_refused({key, other_iv, associated_data}, sealed.ciphertext, sealed.tag);
  const Bytes other_data = changed(associated_data, 19);
  expect_refused({key, iv, other_data}, sealed.ciphertext, sealed.tag);
  expect_refused({key, iv, {}}, sealed.ciphertext, sealed.tag);
  expect_refused(input, ByteView{sealed.ciphertext}.first(32), sealed.tag);
  expect_refused(input, {}, sealed.tag);
}

TEST_P(Aead, RefusesOtherSizes) {
  const Bytes plaintext(20, 1);
  const auto sealed = seal(algorithm, input, plaintext);
  const auto expect_refused = [&](ByteView used_key, ByteView used_iv, std::size_t tag_size) {
    const AeadInput in{used_key, used_iv, associated_data};
    Bytes ciphertext(sealed.ciphertext.size());
    Bytes tag(tag_size);
    EXPECT_EQ(aead_seal(algorithm, in, plaintext, ciphertext, tag).error().code,
              Errc::invalid_length);
    EXPECT_EQ(aead_open(algorithm, in, ciphertext, tag).error().code, Errc::invalid_length);
  };
  const std::size_t tag_size = sealed.tag.size();
  expect_refused(ByteView{key}.first(key.size() - 1), iv, tag_size);
  expect_refused({}, iv, tag_size);
  expect_refused(key, ByteView{iv}.first(iv.size() - 1), tag_size);
  expect_refused(key, {}, tag_size);
  expect_refused(key, iv, tag_size - 1);
  expect_refused(key, iv, tag_size + 1);
  expect_refused(key, iv, 0);
  Bytes ciphertext(sealed.ciphertext.size() + 1);
  Bytes tag(tag_size);
  EXPECT_EQ(aead_seal(algorithm, input, plaintext, ciphertext, tag).error().code,
            Errc::invalid_length);
}

TEST_P(Aead, WorksAgainAfterARefusal) {
  const Bytes plaintext(20, 1);
  const auto sealed = seal(algorithm, input, plaintext);
  EXPECT_FALSE(aead_open(algorithm, input, sealed.ciphertext, Bytes(sealed.tag.size())));
  EXPECT_EQ(aead_open(algorithm, input, sealed.ciphertext, sealed.tag).value(), plaintext);
}

TEST_P(Aead, ThreadsDoNotShareState) {
  const auto many = [&](std::uint8_t first) {
    const Bytes own_key = octets_from(first, key.size());
    const Bytes plaintext = octets_from(first, 100);
    for (int i = 0; i < 500; ++i) {
      const auto sealed = seal(algorithm, {own_key, iv, {}}, plaintext);
      if (aead_open(algorithm, {own_key, iv, {}}, sealed.ciphertext, sealed.tag).value() !=
          plaintext) {
        return false;
      }
    }
    return true;
  };
  std::array<char, 4> done{};
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < done.size(); ++i) {
      threads.emplace_back([&, i] { done[i] = many(static_cast<std::uint8_t>(i)) ? 1 : 0; });
    }
  }
  EXPECT_EQ(done, (std::array<char, 4>{1, 1, 1, 1}));
}

INSTANTIATE_TEST_SUITE_P(All, Aead, ::testing::ValuesIn(kAlgorithms));

// The GCM specification of McGrew and Viega, test case 16
TEST(AeadGcm, KnownAnswer) {
  const Bytes key = octets("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const Bytes iv = octets("cafebabefacedbaddecaf888");
  const Bytes associated_data = octets("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const auto sealed = seal(AeadAlgorithm::a256gcm,
                           {key, iv, associated_data},
                           octets("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                  "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
  EXPECT_EQ(to_hex(sealed.ciphertext),
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662");
  EXPECT_EQ(to_hex(sealed.tag), "76fc6ece0f4e1768cddf8853bb2d551b");
}

struct CbcKnownAnswer {
  AeadAlgorithm algorithm;
  const char* last_block;
  const char* tag;
};

// RFC 7518 appendix B.1 to B.3
TEST(AeadCbcHmac, KnownAnswers) {
  const Bytes iv = octets("1af38c2dc2b96ffdd86694092341bc04");
  const auto plaintext = as_bytes(
      "A cipher system must not be required to be secret, and it must be able to fall into the "
      "hands of the enemy without inconvenience");
  const auto associated_data = as_bytes("The second principle of Auguste Kerckhoffs");
  for (const auto& answer :
       {CbcKnownAnswer{AeadAlgorithm::a128cbc_hs256,
                       "4b8851ffb598f7f80074b9473c82e2db",
                       "652c3fa36b0a7c5b3219fab3a30bc1c4"},
        CbcKnownAnswer{AeadAlgorithm::a192cbc_hs384,
                       "280adc91ac0c4e79c7b11efc60054e3",
                       "8490ac0e58949bfe51875d733f93ac2075168039ccc733d7"},
        CbcKnownAnswer{AeadAlgorithm::a256cbc_hs512,
                       "be2638d09dd7a4930930806d0703b1f6",
                       "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5"}}) {
    const Bytes key = octets_from(0, key_size_of(answer.algorithm));
    const AeadInput input{key, iv, associated_data};
    const auto sealed = seal(answer.algorithm, input, plaintext);
    EXPECT_EQ(sealed.ciphertext.size(), 144U);
    EXPECT_TRUE(to_hex(sealed.ciphertext).ends_with(answer.last_block));
    EXPECT_EQ(to_hex(sealed.tag), answer.tag);
    EXPECT_EQ(as_text(aead_open(answer.algorithm, input, sealed.ciphertext, sealed.tag).value()),
              as_text(plaintext));
  }
}

// A ciphertext whose tag verifies and whose padding is bad looks like any other refusal.
TEST(AeadCbcHmac, BadPaddingUnderAValidTagIsRefusedTheSameWay) {
  const Bytes key = octets_from(0, 32);
  const Bytes iv(16);
  const AeadInput input{key, iv, {}};
  const auto sealed = seal(AeadAlgorithm::a128cbc_hs256, input, Bytes(32, 0x41));
  const ByteView without_padding = ByteView{sealed.ciphertext}.first(32);
  for (const ByteView ciphertext : {without_padding, without_padding.first(31), ByteView{}}) {
    const auto mac =
        hmac(HashAlgorithm::sha256, ByteView{key}.first(16), {iv, ciphertext, Bytes(8)});
    const auto opened =
        aead_open(AeadAlgorithm::a128cbc_hs256, input, ciphertext, mac.expose().first(16));
    ASSERT_FALSE(opened);
    EXPECT_EQ(to_string(opened.error()), "authentication_failed: authenticated decryption");
  }
}

TEST(AeadGcm, Wycheproof) {
  PLUMBLINE_WYCHEPROOF(path, "aes_gcm_test.json");
  // Our interface takes the 96-bit IV of RFC 7518 5.3 only; the other groups differ in that.
  const auto takes = [](const Json& group) { return group.at("ivSize") == 96; };
  run_wycheproof(*path, takes, [](const WycheproofTest& test) {
    const auto algorithm = test.group.at("keySize") == 128   ? AeadAlgorithm::a128gcm
                           : test.group.at("keySize") == 192 ? AeadAlgorithm::a192gcm
                                                             : AeadAlgorithm::a256gcm;
    const Bytes key = test.hex("key");
    const Bytes iv = test.hex("iv");
    const Bytes associated_data = test.hex("aad");
    const AeadInput input{key, iv, associated_data};
    const auto opened = aead_open(algorithm, input, test.hex("ct"), test.hex("tag"));
    ASSERT_EQ(opened.has_value(), test.valid()) << test.where;
    if (opened) {
      EXPECT_EQ(opened.value(), test.hex("msg")) << test.where;
      const auto sealed = seal(algorithm, input, opened.value());
      EXPECT_EQ(sealed.ciphertext, test.hex("ct")) << test.where;
      EXPECT_EQ(sealed.tag, test.hex("tag")) << test.where;
    }
  });
}

}  // namespace
}  // namespace plumbline::crypto
