/// @file
/// Randomness comes in through this port.

#pragma once

#include "plumbline/core/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace plumbline {

class RandomSource {
 public:
  RandomSource() = default;
  RandomSource(const RandomSource&) = delete;
  RandomSource& operator=(const RandomSource&) = delete;
  RandomSource(RandomSource&&) = delete;
  RandomSource& operator=(RandomSource&&) = delete;
  virtual ~RandomSource() = default;

  /// Overwrites `out` with random octets. Cannot fail; a broken source throws.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  /// `size` fresh random octets that are no secret (nonces, IVs, identifiers).
  [[nodiscard]] Bytes bytes(std::size_t size) {
    Bytes out(size);
    fill(out);
    return out;
  }
};

}  // namespace plumbline
