#include "nudger.hpp"

#include "wake_paho.hpp"

#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

/// For something that Paho should have done at once.
constexpr std::chrono::milliseconds kInterval{3};

}  // namespace

Nudger::Nudger(loop::Loop& loop) : timer_(loop.context()) {}

void Nudger::watch(Waits waits) {
  watched_.push_back(std::move(waits));
  if (!std::exchange(armed_, true)) {
    arm();
  }
}

void Nudger::arm() {
  timer_.expires_after(kInterval);
  timer_.async_wait([weak = weak_from_this()](loop::error_code error) {
    if (const auto self = weak.lock(); self != nullptr && !error) {
      self->nudge();
    }
  });
}

void Nudger::nudge() {
  std::erase_if(watched_, [](const Waits& waits) { return !waits(); });
  armed_ = !watched_.empty();
  if (armed_) {
    wake_paho();
    arm();
  }
}

}  // namespace plumbline::adapters::mqtt
