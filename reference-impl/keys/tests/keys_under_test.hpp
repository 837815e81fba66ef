/// @file
/// Shorthand of the tests in this folder.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

namespace plumbline::keys {

/// `size` octets counting up from `first`, the key shape of the known answers.
inline Bytes octets_from(std::uint8_t first, std::size_t size = 32) {
  Bytes octets(size);
  std::iota(octets.begin(), octets.end(), first);
  return octets;
}

inline std::string hex(const crypto::SecretBytes& secret) {
  return to_hex(secret.expose());
}

inline std::string hex(const Result<crypto::SecretBytes>& secret) {
  return secret ? hex(secret.value()) : to_string(secret.error());
}

}  // namespace plumbline::keys
