/// @file
/// Octets that were read and not yet used.

#pragma once

#include "plumbline/core/bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace plumbline::adapters::http {

class Buffer {
 public:
  /// Octets that wait, oldest first.
  [[nodiscard]] ByteView octets() const noexcept {
    return ByteView{storage_}.subspan(begin_, end_ - begin_);
  }

  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }

  /// Room to read into: more of it the more has come.
  [[nodiscard]] std::span<std::uint8_t> prepare() {
    if (begin_ == end_) {
      begin_ = end_ = 0;
    }
    const auto least = std::clamp(end_ - begin_, kSmallest, kLargest);
    if (storage_.size() - end_ < kSmallest) {
      std::ranges::copy(octets(), storage_.begin());
      end_ -= std::exchange(begin_, 0);
      storage_.resize(std::max(storage_.size(), end_ + least));
    }
    return std::span{storage_}.subspan(end_);
  }

  void commit(std::size_t size) noexcept { end_ += size; }

  /// Drops the oldest octets, and memory that only a large message needed.
  void consume(std::size_t size) {
    begin_ += size;
    if (empty() && storage_.size() > kKept) {
      storage_ = {};
      begin_ = end_ = 0;
    }
  }

 private:
  static constexpr std::size_t kSmallest = 4096;
  static constexpr std::size_t kLargest = std::size_t{1} << 20U;
  static constexpr std::size_t kKept = 65536;

  Bytes storage_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace plumbline::adapters::http
