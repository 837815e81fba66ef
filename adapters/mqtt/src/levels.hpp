/// @file
/// What all topics have in common: a prefix, and levels one after another.

#pragma once

#include "plumbline/core/result.hpp"

#include <string_view>

namespace plumbline::adapters::mqtt {

/// Errc::invalid_value unless `prefix` may stand in front of a topic: empty, or with a leading '/'
/// and without characters that have a meaning in topic filters.
[[nodiscard]] Result<void> check_prefix(std::string_view prefix);

/// Errc::malformed that names the level.
[[nodiscard]] Error wrong_level(std::string_view role,
                                std::string_view level,
                                std::string_view why);

/// Takes a topic apart, level by level.
class LevelReader {
 public:
  /// Errc::malformed unless `text` starts with `prefix`.
  [[nodiscard]] static Result<LevelReader> behind(std::string_view prefix, std::string_view text);

  /// The next level. Errc::malformed when there is none, naming its role.
  [[nodiscard]] Result<std::string_view> next(std::string_view role);
  /// Reads the next level, which must be `level`. Errc::malformed.
  [[nodiscard]] Result<void> skip(std::string_view level);
  /// Errc::malformed unless all has been read; `last` names what should have been the end.
  [[nodiscard]] Result<void> finish(std::string_view last) const;

 private:
  explicit LevelReader(std::string_view rest) : rest_(rest) {}

  std::string_view rest_;
};

}  // namespace plumbline::adapters::mqtt
