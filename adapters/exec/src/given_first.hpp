/// @file
/// Randomness of a known answer.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace plumbline::adapters::exec {

/// Gives the octets of a known answer, where there are any.
class GivenFirst final : public RandomSource {
 public:
  GivenFirst(std::optional<Bytes> given, RandomSource& otherwise)
      : given_(std::move(given)),
        otherwise_(otherwise) {}

  void fill(std::span<std::uint8_t> out) override {
    if (given_) {
      std::ranges::copy_n(given_->begin(), static_cast<std::ptrdiff_t>(out.size()), out.begin());
    } else {
      otherwise_.fill(out);
    }
  }

 private:
  std::optional<Bytes> given_;
  RandomSource& otherwise_;
};

}  // namespace plumbline::adapters::exec
