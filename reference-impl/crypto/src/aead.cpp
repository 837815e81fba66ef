#include "plumbline/crypto/aead.hpp"

#include "aead_modes.hpp"

namespace plumbline::crypto {
namespace {

constexpr std::size_t kBlockSize = 16;

bool is_gcm(AeadAlgorithm algorithm) noexcept {
  switch (algorithm) {
    case AeadAlgorithm::a128gcm:
    case AeadAlgorithm::a192gcm:
    case AeadAlgorithm::a256gcm:
      return true;
    default:
      return false;
  }
}

Result<void> check_sizes(AeadAlgorithm algorithm, const AeadInput& input, std::size_t tag_size) {
  if (input.key.size() != key_size_of(algorithm)) {
    return fail(Errc::invalid_length, "AEAD key size");
  }
  if (input.iv.size() != iv_size_of(algorithm)) {
    return fail(Errc::invalid_length, "AEAD IV size");
  }
  if (tag_size != tag_size_of(algorithm)) {
    return fail(Errc::invalid_length, "AEAD tag size");
  }
  return success();
}

}  // namespace

std::size_t key_size_of(AeadAlgorithm algorithm) noexcept {
  switch (algorithm) {
    case AeadAlgorithm::a128gcm:
      return 16;
    case AeadAlgorithm::a192gcm:
      return 24;
    case AeadAlgorithm::a256gcm:
    case AeadAlgorithm::a128cbc_hs256:
      return 32;
    case AeadAlgorithm::a192cbc_hs384:
      return 48;
    case AeadAlgorithm::a256cbc_hs512:
      return 64;
  }
  return 0;
}

std::size_t iv_size_of(AeadAlgorithm algorithm) noexcept {
  return is_gcm(algorithm) ? 12 : kBlockSize;
}

std::size_t tag_size_of(AeadAlgorithm algorithm) noexcept {
  // RFC 7518 5.2.2: the tag of CBC with HMAC is as long as each half of the key.
  return is_gcm(algorithm) ? kBlockSize : key_size_of(algorithm) / 2;
}

std::size_t ciphertext_size_of(AeadAlgorithm algorithm, std::size_t plaintext_size) noexcept {
  // PKCS#7 padding adds 1 to 16 octets.
  return is_gcm(algorithm) ? plaintext_size : (plaintext_size / kBlockSize + 1) * kBlockSize;
}

Result<void> aead_seal(AeadAlgorithm algorithm,
                       const AeadInput& input,
                       ByteView plaintext,
                       std::span<std::uint8_t> ciphertext,
                       std::span<std::uint8_t> tag) {
  PLUMBLINE_TRY(check_sizes(algorithm, input, tag.size()));
  if (ciphertext.size() != ciphertext_size_of(algorithm, plaintext.size())) {
    return fail(Errc::invalid_length, "AEAD ciphertext size");
  }
  const SealInput seal{input, plaintext, ciphertext, tag};
  if (is_gcm(algorithm)) {
    gcm_seal(algorithm, seal);
  } else {
    cbc_hmac_seal(algorithm, seal);
  }
  return success();
}

Result<Bytes> aead_open(AeadAlgorithm algorithm,
                        const AeadInput& input,
                        ByteView ciphertext,
                        ByteView tag) {
  PLUMBLINE_TRY(check_sizes(algorithm, input, tag.size()));
  const OpenInput open{input, ciphertext, tag};
  return is_gcm(algorithm) ? gcm_open(algorithm, open) : cbc_hmac_open(algorithm, open);
}

}  // namespace plumbline::crypto
