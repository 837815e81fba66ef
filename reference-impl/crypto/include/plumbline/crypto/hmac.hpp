/// @file
/// HMAC, RFC 2104.

#pragma once

#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <initializer_list>

namespace plumbline::crypto {

/// HMAC over the concatenation of `parts`. Any key size, also 0 octets.
///
/// @source RFC 2104
/// @return size_of(hash) octets.
[[nodiscard]] SecretBytes hmac(HashAlgorithm hash,
                               ByteView key,
                               std::initializer_list<ByteView> parts);

}  // namespace plumbline::crypto
