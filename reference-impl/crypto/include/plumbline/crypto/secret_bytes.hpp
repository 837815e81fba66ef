/// @file
/// Owning container for key material.

#pragma once

#include "plumbline/core/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace plumbline::crypto {

namespace detail {

/// Overwrites `memory` in a way the compiler may not remove.
void wipe(std::span<std::uint8_t> memory) noexcept;

/// Wipes on deallocation, so growth and moves leave no copy of a secret behind.
template <typename T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;

  template <typename U>
  explicit WipingAllocator(const WipingAllocator<U>& /*other*/) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }

  void deallocate(T* memory, std::size_t count) noexcept {
    wipe({memory, count});
    std::allocator<T>{}.deallocate(memory, count);
  }

  friend bool operator==(const WipingAllocator&, const WipingAllocator&) = default;
};

}  // namespace detail

/// Key material: move-only, wiped when released, compared in constant time, never streamable.
class SecretBytes {
 public:
  SecretBytes() = default;

  explicit SecretBytes(std::size_t size) : bytes_(size) {}

  explicit SecretBytes(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}

  SecretBytes(SecretBytes&&) noexcept = default;
  SecretBytes& operator=(SecretBytes&&) noexcept = default;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes() = default;

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }

  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }

  /// A second owner of the same octets; explicit, so that copies can be found.
  [[nodiscard]] SecretBytes clone() const { return SecretBytes{expose()}; }

  /// The only way to read the bytes: greppable, and valid no longer than this object.
  [[nodiscard]] ByteView expose() const noexcept { return bytes_; }

  [[nodiscard]] std::span<std::uint8_t> expose_mutable() noexcept { return bytes_; }

  /// Time depends on the sizes only, never on the contents.
  friend bool operator==(const SecretBytes& lhs, const SecretBytes& rhs) noexcept;

 private:
  std::vector<std::uint8_t, detail::WipingAllocator<std::uint8_t>> bytes_;
};

}  // namespace plumbline::crypto
