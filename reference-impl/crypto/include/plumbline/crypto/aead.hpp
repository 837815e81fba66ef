/// @file
/// AES-GCM with a 96-bit IV and a 128-bit tag; AES-CBC with HMAC of RFC 7518 clause 5.2.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace plumbline::crypto {

enum class AeadAlgorithm : std::uint8_t {
  a128gcm,
  a192gcm,
  a256gcm,
  a128cbc_hs256,
  a192cbc_hs384,
  a256cbc_hs512,
};

/// Key size in octets (16, 24, 32 for GCM; 32, 48, 64 for CBC with HMAC).
[[nodiscard]] std::size_t key_size_of(AeadAlgorithm algorithm) noexcept;
/// IV size in octets (12 for GCM, 16 for CBC).
[[nodiscard]] std::size_t iv_size_of(AeadAlgorithm algorithm) noexcept;
/// Tag size in octets (16 for GCM; 16, 24, 32 for CBC with HMAC).
[[nodiscard]] std::size_t tag_size_of(AeadAlgorithm algorithm) noexcept;
/// Ciphertext size in octets for a plaintext of `plaintext_size` octets.
[[nodiscard]] std::size_t ciphertext_size_of(AeadAlgorithm algorithm,
                                             std::size_t plaintext_size) noexcept;

struct AeadInput {
  ByteView key;              ///< exactly key_size_of()
  ByteView iv;               ///< exactly iv_size_of()
  ByteView associated_data;  ///< 0 or more octets
};

/// Encrypts `plaintext` into `ciphertext` (exactly ciphertext_size_of()) and `tag` (tag_size_of()).
///
/// @source NIST SP 800-38D, RFC 7518 clauses 5.2, 5.3
/// @return Errc::invalid_length when a size is not as above.
[[nodiscard]] Result<void> aead_seal(AeadAlgorithm algorithm,
                                     const AeadInput& input,
                                     ByteView plaintext,
                                     std::span<std::uint8_t> ciphertext,
                                     std::span<std::uint8_t> tag);

/// Decrypts and verifies. Nothing of the plaintext is returned unless the tag verifies.
///
/// @source as aead_seal
/// @return the plaintext; Errc::invalid_length for sizes, Errc::authentication_failed for
///         everything else, bad padding included.
[[nodiscard]] Result<Bytes> aead_open(AeadAlgorithm algorithm,
                                      const AeadInput& input,
                                      ByteView ciphertext,
                                      ByteView tag);

}  // namespace plumbline::crypto
