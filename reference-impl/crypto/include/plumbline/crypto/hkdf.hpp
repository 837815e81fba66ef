/// @file
/// HKDF, RFC 5869, its two steps apart.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>

namespace plumbline::crypto {

/// HKDF-Extract: HMAC-Hash(salt, secret). An empty salt means size_of(hash) zero octets.
///
/// @source RFC 5869 clause 2.2
[[nodiscard]] SecretBytes hkdf_extract(HashAlgorithm hash, ByteView salt, ByteView secret);

struct HkdfExpandInput {
  HashAlgorithm hash = HashAlgorithm::sha256;
  ByteView pseudorandom_key;    ///< at least size_of(hash) octets
  ByteView info;                ///< 0 or more octets
  std::size_t output_size = 0;  ///< 1 to 255 * size_of(hash) octets
};

/// HKDF-Expand.
///
/// @source RFC 5869 clause 2.3
/// @return the output keying material; Errc::invalid_length for sizes outside the ranges above.
[[nodiscard]] Result<SecretBytes> hkdf_expand(const HkdfExpandInput& input);

}  // namespace plumbline::crypto
