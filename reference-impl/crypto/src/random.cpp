#include "plumbline/crypto/random.hpp"

#include "plumbline/crypto/hash.hpp"

#include "ossl.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <climits>

namespace plumbline::crypto {
namespace {

constexpr std::size_t kLargestStep = INT_MAX;  // OpenSSL counts octets in an int

}  // namespace

void SystemRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const std::size_t step = std::min(out.size(), kLargestStep);
    ossl::check(RAND_priv_bytes(out.data(), static_cast<int>(step)), "RAND_priv_bytes");
    out = out.subspan(step);
  }
}

struct SeededRandom::State {
  ossl::CipherCtxPtr key_stream;
};

SeededRandom::SeededRandom(ByteView seed, std::string_view purpose)
    : state_(std::make_unique<State>()) {
  static const auto cipher = ossl::fetch_cipher("AES-256-CTR");
  static constexpr std::array<std::uint8_t, 1> kSeparator{0};
  static constexpr std::array<std::uint8_t, 16> kFirstCounter{};
  const Bytes key = digest(HashAlgorithm::sha256, concat({seed, kSeparator, as_bytes(purpose)}));
  state_->key_stream = ossl::new_cipher_context();
  ossl::check(
      EVP_EncryptInit_ex2(
          state_->key_stream.get(), cipher.get(), key.data(), kFirstCounter.data(), nullptr),
      "EVP_EncryptInit_ex2");
}

SeededRandom::~SeededRandom() = default;

void SeededRandom::fill(std::span<std::uint8_t> out) {
  std::ranges::fill(out, std::uint8_t{0});
  while (!out.empty()) {
    const std::size_t step = std::min(out.size(), kLargestStep);
    int written = 0;
    ossl::check(
        EVP_EncryptUpdate(
            state_->key_stream.get(), out.data(), &written, out.data(), static_cast<int>(step)),
        "EVP_EncryptUpdate");
    out = out.subspan(step);
  }
}

SecretBytes random_secret(RandomSource& source, std::size_t size) {
  SecretBytes out{size};
  source.fill(out.expose_mutable());
  return out;
}

}  // namespace plumbline::crypto
