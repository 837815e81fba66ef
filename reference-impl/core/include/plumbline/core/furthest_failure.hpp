/// @file
/// Which of several failed attempts tells most about an object.

#pragma once

#include "plumbline/core/result.hpp"

#include <optional>
#include <utility>

namespace plumbline {

/// Keeps the failure of the attempt that came furthest; the earlier one among equals.
class FurthestFailure {
 public:
  void add(Error error) {
    if (!kept_ || rank(error.code) > rank(kept_->code)) {
      kept_ = std::move(error);
    }
  }

  /// Errc::key_not_found when nothing was tried.
  [[nodiscard]] Error take() {
    return kept_ ? std::move(*kept_) : fail(Errc::key_not_found, "no key for this object");
  }

 private:
  static int rank(Errc code) {
    switch (code) {
      case Errc::authentication_failed:
        return 4;
      case Errc::key_mismatch:
        return 2;
      case Errc::algorithm_not_allowed:
        return 1;
      case Errc::key_not_found:
        return 0;
      default:
        return 3;
    }
  }

  std::optional<Error> kept_;
};

}  // namespace plumbline
