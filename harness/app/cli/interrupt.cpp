#include "interrupt.hpp"

#include <csignal>

namespace plumbline::app {
namespace {

std::atomic<bool>& flag() {
  static std::atomic<bool> value{false};
  return value;
}

static_assert(std::atomic<bool>::is_always_lock_free, "the signal handler needs it");

extern "C" void on_signal(int number) {
  flag() = true;
  std::signal(number, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& interrupted() {
  return flag();
}

void catch_interrupts() {
  flag() = false;
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

}  // namespace plumbline::app
