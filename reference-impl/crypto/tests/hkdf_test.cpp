#include "plumbline/crypto/hkdf.hpp"

#include "wycheproof.hpp"

namespace plumbline::crypto {
namespace {

SecretBytes expand(const SecretBytes& prk, ByteView info, std::size_t size) {
  return hkdf_expand({.hash = HashAlgorithm::sha256,
                      .pseudorandom_key = prk.expose(),
                      .info = info,
                      .output_size = size})
      .value();
}

// RFC 5869 A.1
TEST(Hkdf, BasicCase) {
  const auto prk =
      hkdf_extract(HashAlgorithm::sha256, octets("000102030405060708090a0b0c"), Bytes(22, 0x0b));
  EXPECT_EQ(hex(prk), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
  EXPECT_EQ(hex(expand(prk, octets("f0f1f2f3f4f5f6f7f8f9"), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
}

// RFC 5869 A.2
TEST(Hkdf, LongInputs) {
  const auto prk =
      hkdf_extract(HashAlgorithm::sha256, octets_from(0x60, 80), octets_from(0x00, 80));
  EXPECT_EQ(hex(prk), "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244");
  EXPECT_EQ(hex(expand(prk, octets_from(0xb0, 80), 82)),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            "cc30c58179ec3e87c14c01d5c1f3434f1d87");
}

// RFC 5869 A.3
TEST(Hkdf, NoSaltNoInfo) {
  const auto prk = hkdf_extract(HashAlgorithm::sha256, {}, Bytes(22, 0x0b));
  EXPECT_EQ(hex(prk), "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");
  EXPECT_EQ(hex(expand(prk, {}, 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  EXPECT_EQ(prk, hkdf_extract(HashAlgorithm::sha256, Bytes(32), Bytes(22, 0x0b)));
}

TEST(Hkdf, RefusesSizesOutsideTheBounds) {
  const Bytes prk(32, 1);
  const auto code = [](ByteView key, std::size_t size) {
    return hkdf_expand({.hash = HashAlgorithm::sha256,
                        .pseudorandom_key = key,
                        .info = {},
                        .output_size = size})
        .error()
        .code;
  };
  EXPECT_EQ(code(prk, 0), Errc::invalid_length);
  EXPECT_EQ(code(prk, 255 * 32 + 1), Errc::invalid_length);
  EXPECT_EQ(code(ByteView{prk}.first(31), 32), Errc::invalid_length);
  EXPECT_EQ(expand(SecretBytes{prk}, {}, 255 * 32).size(), 255U * 32U);
}

void run(const std::string& path, HashAlgorithm hash) {
  run_wycheproof(path, takes_all, [hash](const WycheproofTest& test) {
    const auto prk = hkdf_extract(hash, test.hex("salt"), test.hex("ikm"));
    const Bytes info = test.hex("info");
    const auto output = hkdf_expand({.hash = hash,
                                     .pseudorandom_key = prk.expose(),
                                     .info = info,
                                     .output_size = test.test.at("size").get<std::size_t>()});
    ASSERT_EQ(output.has_value(), test.valid()) << test.where;
    if (output) {
      EXPECT_EQ(hex(output.value()), to_hex(test.hex("okm"))) << test.where;
    }
  });
}

TEST(Hkdf, WycheproofSha256) {
  PLUMBLINE_WYCHEPROOF(path, "hkdf_sha256_test.json");
  run(*path, HashAlgorithm::sha256);
}

TEST(Hkdf, WycheproofSha384) {
  PLUMBLINE_WYCHEPROOF(path, "hkdf_sha384_test.json");
  run(*path, HashAlgorithm::sha384);
}

TEST(Hkdf, WycheproofSha512) {
  PLUMBLINE_WYCHEPROOF(path, "hkdf_sha512_test.json");
  run(*path, HashAlgorithm::sha512);
}

}  // namespace
}  // namespace plumbline::crypto
