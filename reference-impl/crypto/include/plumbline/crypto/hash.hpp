/// @file
/// SHA-2.

#pragma once

#include "plumbline/core/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace plumbline::crypto {

enum class HashAlgorithm : std::uint8_t { sha256, sha384, sha512 };

/// Output size in octets: 32, 48, 64.
[[nodiscard]] constexpr std::size_t size_of(HashAlgorithm hash) noexcept {
  switch (hash) {
    case HashAlgorithm::sha256:
      return 32;
    case HashAlgorithm::sha384:
      return 48;
    case HashAlgorithm::sha512:
      return 64;
  }
  return 0;
}

/// "sha256", "sha384", "sha512": the names of the exec protocol and of CryptoParams.
[[nodiscard]] std::string_view name_of(HashAlgorithm hash) noexcept;

/// The algorithm of that name, if any.
[[nodiscard]] std::optional<HashAlgorithm> hash_named(std::string_view name) noexcept;

/// FIPS 180-4 digest of `data`.
[[nodiscard]] Bytes digest(HashAlgorithm hash, ByteView data);

}  // namespace plumbline::crypto
