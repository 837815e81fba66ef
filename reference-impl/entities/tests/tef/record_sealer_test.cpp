#include "plumbline/entities/tef/record_sealer.hpp"

#include "plumbline/crypto/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace plumbline::entities {

namespace {

const ByteView kPlace = as_bytes("row 1");
const ByteView kSecret = as_bytes("the key of the credential");

class AesGcmSealerTest : public ::testing::Test {
 protected:
  std::unique_ptr<RecordSealer> sealer(std::uint8_t octet = 7) {
    return AesGcmSealer::create(crypto::SecretBytes{ByteView{Bytes(kStorageKeySize, octet)}},
                                random_)
        .value();
  }

  crypto::SeededRandom random_{as_bytes("seed"), "sealer"};
};

TEST_F(AesGcmSealerTest, OpensWhatItSealed) {
  const crypto::SecretBytes secret{kSecret};
  const Bytes sealed = sealer()->seal(secret, kPlace).value();
  EXPECT_EQ(std::search(sealed.begin(), sealed.end(), kSecret.begin(), kSecret.end()),
            sealed.end());
  EXPECT_EQ(sealer()->open(sealed, kPlace).value(), secret);
}

TEST_F(AesGcmSealerTest, UsesANewIvEachTime) {
  const auto one = sealer();
  const crypto::SecretBytes secret{kSecret};
  EXPECT_NE(one->seal(secret, kPlace).value(), one->seal(secret, kPlace).value());
}

TEST_F(AesGcmSealerTest, OpensNothingElse) {
  const Bytes sealed = sealer()->seal(crypto::SecretBytes{kSecret}, kPlace).value();
  EXPECT_EQ(sealer(8)->open(sealed, kPlace).error().code, Errc::authentication_failed);
  EXPECT_EQ(sealer()->open(sealed, as_bytes("row 2")).error().code, Errc::authentication_failed);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1U;
    EXPECT_TRUE(sealer()->open(changed, kPlace).has_error()) << i;
    EXPECT_TRUE(sealer()->open(ByteView{sealed}.first(i), kPlace).has_error()) << i;
  }
}

TEST_F(AesGcmSealerTest, WantsAWholeKey) {
  EXPECT_EQ(AesGcmSealer::create(crypto::SecretBytes{31}, random_).error().code,
            Errc::invalid_length);
}

}  // namespace

}  // namespace plumbline::entities
