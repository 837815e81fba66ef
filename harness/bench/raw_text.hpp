/// @file
/// OpenSSL's base64 in buffers that stay: the yardstick has no allocation. Alphabet and padding are
/// those of RFC 4648 clause 4; to turn them into base64url would only cost more.

#pragma once

#include "plumbline/core/bytes.hpp"

#include "require.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace plumbline::bench {

/// Parts of a compact object, one after the other.
class RawText {
 public:
  void clear() noexcept { size_ = 0; }

  void append(std::string_view text) {
    make_room(text.size());
    std::ranges::copy(text, text_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += text.size();
  }

  void append_encoded(ByteView octets) {
    make_room((octets.size() + 2) / 3 * 4 + 1);
    size_ += static_cast<std::size_t>(
        EVP_EncodeBlock(text_.data() + size_, octets.data(), static_cast<int>(octets.size())));
  }

  [[nodiscard]] std::string_view view() const noexcept { return as_text(text_).substr(0, size_); }

 private:
  void make_room(std::size_t size) {
    if (text_.size() < size_ + size) {
      text_.resize(2 * (size_ + size));
    }
  }

  Bytes text_;
  std::size_t size_ = 0;
};

/// The octets of one part.
class RawOctets {
 public:
  ByteView decode(std::string_view encoded) {
    octets_.resize(std::max(octets_.size(), encoded.size()));
    const int size =
        EVP_DecodeBlock(octets_.data(), as_bytes(encoded).data(), static_cast<int>(encoded.size()));
    require(size >= 0, "EVP_DecodeBlock");
    const std::size_t padding = encoded.ends_with("==") ? 2 : encoded.ends_with('=') ? 1 : 0;
    return ByteView{octets_}.first(static_cast<std::size_t>(size) - padding);
  }

 private:
  Bytes octets_;
};

/// The parts between the dots.
template <std::size_t kSize>
std::array<std::string_view, kSize> raw_parts(std::string_view text) {
  std::array<std::string_view, kSize> parts;
  for (auto& part : parts) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    part = text.substr(0, dot);
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return parts;
}

}  // namespace plumbline::bench
