/// @file
/// What makes Paho's threads look for work.

#pragma once

#include "plumbline/adapters/process/child_process.hpp"

#include <mqtt/async_client.h>

#include <chrono>
#include <mutex>
#include <optional>

namespace plumbline::adapters::mqtt {

/// Paho waits on the sockets it has with a time-out of a second and notices a new one only then;
/// its sending thread may miss a signal for as long. This wakes both: by a connection of Paho's
/// whose other end is ours. Where Paho gives that connection up, as it does on a busy machine, the
/// next call begins another.
class Waker {
 public:
  /// Does not block. Any thread.
  void wake();

  /// Whether the connection stands, so that wake() does wake. Any thread.
  [[nodiscard]] bool is_connected();

  /// Closes our end of the connection.
  void cut();

 private:
  void begin();
  void greet();
  void nudge();
  void drain();

  std::mutex mutex_;
  std::optional<::mqtt::async_client> client_;
  process::Descriptor listener_;
  process::Descriptor broker_;
  std::chrono::steady_clock::time_point begun_;
  bool greeted_ = false;
};

}  // namespace plumbline::adapters::mqtt
