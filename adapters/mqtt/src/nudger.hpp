/// @file
/// Wakes Paho's threads for as long as somebody waits for them.

#pragma once

#include "plumbline/adapters/loop/loop.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace plumbline::adapters::mqtt {

/// One timer for all stations of a loop, however many wait. On the loop's thread.
class Nudger : public std::enable_shared_from_this<Nudger> {
 public:
  /// Whether it still waits; called every few milliseconds.
  using Waits = std::function<bool()>;

  explicit Nudger(loop::Loop& loop);

  /// From now on, until `waits` says no for the first time.
  void watch(Waits waits);

 private:
  void arm();
  void nudge();

  loop::Timer timer_;
  bool armed_ = false;
  std::vector<Waits> watched_;
};

}  // namespace plumbline::adapters::mqtt
