/// @file
/// The two families behind AeadAlgorithm. Sizes were checked by the caller.

#pragma once

#include "plumbline/crypto/aead.hpp"

#include <string_view>

namespace plumbline::crypto {

struct SealInput {
  const AeadInput& common;
  ByteView plaintext;
  std::span<std::uint8_t> ciphertext;
  std::span<std::uint8_t> tag;
};

struct OpenInput {
  const AeadInput& common;
  ByteView ciphertext;
  ByteView tag;
};

/// The one message of every failed opening, whatever the cause.
inline constexpr std::string_view kAeadRefusal = "authenticated decryption";

/// OpenSSL counts octets in an int, and a plaintext grows in steps that stay in the cache, so that
/// zeroing it costs no trip to memory.
inline constexpr std::size_t kAeadStep = std::size_t{16} << 10U;

void gcm_seal(AeadAlgorithm algorithm, const SealInput& input);
[[nodiscard]] Result<Bytes> gcm_open(AeadAlgorithm algorithm, const OpenInput& input);

void cbc_hmac_seal(AeadAlgorithm algorithm, const SealInput& input);
[[nodiscard]] Result<Bytes> cbc_hmac_open(AeadAlgorithm algorithm, const OpenInput& input);

}  // namespace plumbline::crypto
