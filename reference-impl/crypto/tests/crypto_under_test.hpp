/// @file
/// Shorthand of the tests in this folder.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <string_view>

namespace plumbline::crypto {

inline Bytes octets(std::string_view hex) {
  return from_hex(hex).value();
}

/// `size` octets counting up from `first`.
inline Bytes octets_from(std::uint8_t first, std::size_t size) {
  Bytes out(size);
  std::iota(out.begin(), out.end(), first);
  return out;
}

inline std::string hex(const SecretBytes& secret) {
  return to_hex(secret.expose());
}

}  // namespace plumbline::crypto
