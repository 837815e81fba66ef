/// @file
/// Reads the JSON objects that most headers are, without building a JSON value.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace plumbline::jose {

/// An object of a few string members in printable ASCII without escapes. Views point into the text.
struct FlatObject {
  static constexpr std::size_t kMaxMembers = 12;

  struct Member {
    std::string_view name;
    std::string_view value;
  };

  std::array<Member, kMaxMembers> members;
  std::size_t count = 0;

  [[nodiscard]] const Member* find(std::string_view name) const noexcept;
};

/// Nothing when `text` is not of that shape, which says nothing about whether it is JSON. What is
/// returned is strict JSON with unique member names.
[[nodiscard]] std::optional<FlatObject> read_flat_object(std::string_view text) noexcept;

}  // namespace plumbline::jose
