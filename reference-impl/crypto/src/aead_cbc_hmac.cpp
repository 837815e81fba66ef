#include "aead_modes.hpp"
#include "hmac_into.hpp"
#include "ossl.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>

namespace plumbline::crypto {
namespace {

constexpr std::size_t kBlockSize = 16;

struct Parameters {
  HashAlgorithm hash;
  const EVP_CIPHER* cipher;
};

Parameters parameters_of(AeadAlgorithm algorithm) {
  static const std::array ciphers{ossl::fetch_cipher("AES-128-CBC"),
                                  ossl::fetch_cipher("AES-192-CBC"),
                                  ossl::fetch_cipher("AES-256-CBC")};
  switch (algorithm) {
    case AeadAlgorithm::a192cbc_hs384:
      return {HashAlgorithm::sha384, ciphers[1].get()};
    case AeadAlgorithm::a256cbc_hs512:
      return {HashAlgorithm::sha512, ciphers[2].get()};
    default:
      return {HashAlgorithm::sha256, ciphers[0].get()};
  }
}

/// RFC 7518 5.2.2.1 step 5: HMAC(MAC_KEY, A || IV || E || AL); its first half is the tag.
std::array<std::uint8_t, 64> full_mac(HashAlgorithm hash,
                                      const AeadInput& input,
                                      ByteView ciphertext) {
  std::array<std::uint8_t, 8> bit_length{};
  std::uint64_t bits = std::uint64_t{input.associated_data.size()} * 8;
  for (auto octet = bit_length.rbegin(); octet != bit_length.rend(); ++octet) {
    *octet = static_cast<std::uint8_t>(bits);
    bits >>= 8U;
  }
  std::array<std::uint8_t, 64> mac{};
  hmac_into(hash,
            input.key.first(input.key.size() / 2),
            {input.associated_data, input.iv, ciphertext, bit_length},
            std::span{mac}.first(size_of(hash)));
  return mac;
}

ossl::CipherCtxPtr keyed_context(const EVP_CIPHER* cipher, const AeadInput& input, int encrypts) {
  auto context = ossl::new_cipher_context();
  // MAC_KEY is the first half, ENC_KEY the second.
  const ByteView key = input.key.last(input.key.size() / 2);
  ossl::check(
      EVP_CipherInit_ex2(context.get(), cipher, key.data(), input.iv.data(), encrypts, nullptr),
      "EVP_CipherInit_ex2");
  return context;
}

}  // namespace

void cbc_hmac_seal(AeadAlgorithm algorithm, const SealInput& input) {
  const Parameters parameters = parameters_of(algorithm);
  const auto context = keyed_context(parameters.cipher, input.common, 1);
  constexpr std::size_t kLargestStep = std::size_t{1} << 30U;
  std::size_t written = 0;
  int size = 0;
  for (std::size_t done = 0; done < input.plaintext.size();) {
    const std::size_t step = std::min(input.plaintext.size() - done, kLargestStep);
    ossl::check(EVP_CipherUpdate(context.get(),
                                 input.ciphertext.data() + written,
                                 &size,
                                 input.plaintext.data() + done,
                                 static_cast<int>(step)),
                "EVP_CipherUpdate");
    done += step;
    written += static_cast<std::size_t>(size);
  }
  ossl::check(EVP_CipherFinal_ex(context.get(), input.ciphertext.data() + written, &size),
              "EVP_CipherFinal_ex");
  const auto mac = full_mac(parameters.hash, input.common, input.ciphertext);
  std::copy_n(mac.begin(), input.tag.size(), input.tag.begin());
}

Result<Bytes> cbc_hmac_open(AeadAlgorithm algorithm, const OpenInput& input) {
  const Parameters parameters = parameters_of(algorithm);
  const auto refusal = [] { return fail(Errc::authentication_failed, std::string{kAeadRefusal}); };
  const auto mac = full_mac(parameters.hash, input.common, input.ciphertext);
  if (CRYPTO_memcmp(mac.data(), input.tag.data(), input.tag.size()) != 0) {
    return refusal();
  }
  const auto context = keyed_context(parameters.cipher, input.common, 0);
  Bytes plaintext;
  plaintext.reserve(input.ciphertext.size() + kBlockSize);
  std::size_t written = 0;
  int size = 0;
  for (std::size_t done = 0; done < input.ciphertext.size();) {
    const std::size_t step = std::min(input.ciphertext.size() - done, kAeadStep);
    plaintext.resize(written + step + kBlockSize);
    ossl::check(EVP_CipherUpdate(context.get(),
                                 plaintext.data() + written,
                                 &size,
                                 input.ciphertext.data() + done,
                                 static_cast<int>(step)),
                "EVP_CipherUpdate");
    done += step;
    written += static_cast<std::size_t>(size);
  }
  plaintext.resize(written + kBlockSize);
  if (EVP_CipherFinal_ex(context.get(), plaintext.data() + written, &size) <= 0) {
    ossl::forget_errors();
    detail::wipe(plaintext);
    return refusal();
  }
  plaintext.resize(written + static_cast<std::size_t>(size));
  return plaintext;
}

}  // namespace plumbline::crypto
