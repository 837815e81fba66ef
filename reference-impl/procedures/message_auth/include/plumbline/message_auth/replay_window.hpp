/// @file
/// Which sequence numbers of one sender have come.

#pragma once

#include <cstdint>

namespace plumbline::message_auth {

/// Messages may overtake each other, but none comes twice.
/// @source TR-0012 table 7.4.1.2-2 "Nonce/Time/Seq#"; the size of the window is our choice
class ReplayWindow {
 public:
  static constexpr std::uint64_t kSize = 64;

  /// Whether `sequence` is new: greater than all that came, or among the last kSize numbers below
  /// the greatest and not noted.
  [[nodiscard]] bool fresh(std::uint64_t sequence) const noexcept;

  /// Notes a number that is fresh.
  void note(std::uint64_t sequence) noexcept;

  /// Whether any was noted.
  [[nodiscard]] bool empty() const noexcept { return seen_ == 0; }

  /// The greatest that was noted.
  [[nodiscard]] std::uint64_t greatest() const noexcept { return greatest_; }

 private:
  std::uint64_t greatest_ = 0;
  std::uint64_t seen_ = 0;  ///< bit n: greatest_ - n was noted
};

}  // namespace plumbline::message_auth
