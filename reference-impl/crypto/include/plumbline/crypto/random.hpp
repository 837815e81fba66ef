/// @file
/// Random sources behind the port of core.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace plumbline::crypto {

/// OpenSSL's generator.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

/// Reproducible octets from a printed seed: AES-256-CTR key stream under SHA-256(seed ‖ 0x00 ‖
/// purpose). For test campaigns only; never a source of secrets that outlive a run.
class SeededRandom final : public RandomSource {
 public:
  SeededRandom(ByteView seed, std::string_view purpose);
  ~SeededRandom() override;
  SeededRandom(const SeededRandom&) = delete;
  SeededRandom& operator=(const SeededRandom&) = delete;
  SeededRandom(SeededRandom&&) = delete;
  SeededRandom& operator=(SeededRandom&&) = delete;

  void fill(std::span<std::uint8_t> out) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `size` fresh secret octets from `source`.
[[nodiscard]] SecretBytes random_secret(RandomSource& source, std::size_t size);

}  // namespace plumbline::crypto
