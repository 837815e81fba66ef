/// @file
/// AES Key Wrap, RFC 3394.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

namespace plumbline::crypto {

/// Wraps `key` (a multiple of 8, at least 16 octets) under `wrapping_key` (16, 24 or 32 octets).
///
/// @source RFC 3394 clause 2.2.1
/// @return size of `key` + 8 octets; Errc::invalid_length for other sizes.
[[nodiscard]] Result<Bytes> aes_key_wrap(ByteView wrapping_key, ByteView key);

/// The reverse.
///
/// @source RFC 3394 clause 2.2.2
/// @return Errc::invalid_length for sizes, Errc::authentication_failed when the check value is off.
[[nodiscard]] Result<SecretBytes> aes_key_unwrap(ByteView wrapping_key, ByteView wrapped);

}  // namespace plumbline::crypto
