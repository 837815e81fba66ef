/// @file
/// The key under which a TEF's store is sealed.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <string>

namespace plumbline::adapters::store {

/// Reads a storage key from a file: 32 raw octets, or 64 hex digits that a line end may follow.
///
/// @return Errc::io when the file cannot be read; Errc::malformed, naming the file but nothing of
///         what is in it, for any other content.
[[nodiscard]] Result<crypto::SecretBytes> read_storage_key(const std::string& path);

}  // namespace plumbline::adapters::store
