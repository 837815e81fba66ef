#include "plumbline/adapters/loop/loop.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::adapters::loop {

void Loop::add(std::weak_ptr<Participant> participant) {
  std::erase_if(participants_, [](const auto& known) { return known.expired(); });
  participants_.push_back(std::move(participant));
}

bool Loop::run_until(const std::function<bool()>& done, std::chrono::milliseconds at_most) {
  const auto until = SteadyClock::now() + at_most;
  while (!done()) {
    if (context_.run_one_until(until) == 0 && SteadyClock::now() >= until) {
      return done();
    }
  }
  return true;
}

void Loop::after(std::chrono::milliseconds delay, std::function<void()> task) {
  const auto timer = *timers_.insert(std::make_shared<Timer>(context_, delay)).first;
  timer->async_wait([this, timer, task = std::move(task)](error_code error) {
    if (!error && timers_.erase(timer) == 1) {
      task();
    }
  });
}

void Loop::shut_down() {
  for (const auto& weak : std::exchange(participants_, {})) {
    if (const auto participant = weak.lock()) {
      participant->shut_down();
    }
  }
  for (const auto& timer : std::exchange(timers_, {})) {
    timer->cancel();
  }
  guard_.reset();
  context_.restart();
  context_.run();
}

}  // namespace plumbline::adapters::loop
