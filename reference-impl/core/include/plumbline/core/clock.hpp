/// @file
/// Time comes in through this port; nothing in the reference implementation reads a system clock.

#pragma once

#include <chrono>

namespace plumbline {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  Clock(Clock&&) = delete;
  Clock& operator=(Clock&&) = delete;
  virtual ~Clock() = default;

  [[nodiscard]] virtual TimePoint now() const = 0;
};

/// UTC of this machine.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override;
};

/// Another clock, moved forward by what e2e.advance asked for.
class OffsetClock final : public Clock {
 public:
  explicit OffsetClock(const Clock& base) : base_(base) {}

  [[nodiscard]] TimePoint now() const override { return base_.now() + offset_; }

  void advance(milliseconds by) { offset_ += by; }

 private:
  const Clock& base_;
  milliseconds offset_{0};
};

/// Stands still until told otherwise; for tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint now) : now_(now) {}

  [[nodiscard]] TimePoint now() const override { return now_; }

  void advance(milliseconds by) { now_ += by; }

 private:
  TimePoint now_;
};

}  // namespace plumbline
