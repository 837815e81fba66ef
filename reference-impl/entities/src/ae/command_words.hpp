/// @file
/// Members of a command that hold one of a few words.

#pragma once

#include "plumbline/core/json_reader.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::entities::ae {

/// "is one of a, b, c"
[[nodiscard]] std::string one_of(const std::string_view* words, std::size_t count);

/// The enumerator (or bool) whose place in `words` the member's text has; `otherwise` when the
/// member is absent, which without it is a failure.
template <typename Value, std::size_t kSize>
[[nodiscard]] Value read_word(JsonReader& reader,
                              std::string_view member,
                              const std::array<std::string_view, kSize>& words,
                              std::optional<Value> otherwise) {
  const std::optional<std::string> text =
      otherwise ? reader.optional_string(member) : std::optional{reader.string(member)};
  if (!text) {
    return *otherwise;
  }
  for (std::size_t i = 0; i < kSize; ++i) {
    if (words[i] == *text) {
      return static_cast<Value>(i);
    }
  }
  reader.refuse(member, one_of(words.data(), kSize));
  return otherwise.value_or(Value{});
}

}  // namespace plumbline::entities::ae
