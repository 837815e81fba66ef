/// @file
/// The event loop that a transport, its bindings, clients and listeners share: one thread.

#pragma once

#include "plumbline/adapters/loop/asio.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <set>
#include <vector>

namespace plumbline::adapters::loop {

/// Something with operations on the loop that can end them at once.
class Participant {
 public:
  Participant() = default;
  Participant(const Participant&) = delete;
  Participant& operator=(const Participant&) = delete;
  Participant(Participant&&) = delete;
  Participant& operator=(Participant&&) = delete;
  virtual ~Participant() = default;

  /// Ends every operation; no callback of the user is called from then on.
  virtual void shut_down() = 0;
};

class Loop {
 public:
  Loop() = default;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  Loop(Loop&&) = delete;
  Loop& operator=(Loop&&) = delete;
  ~Loop() = default;

  [[nodiscard]] asio::io_context& context() noexcept { return context_; }

  /// Remembers who is to be told when the loop ends.
  void add(std::weak_ptr<Participant> participant);

  /// Runs operations until `done()` or for `at_most`; returns done().
  bool run_until(const std::function<bool()>& done, std::chrono::milliseconds at_most);

  /// Calls `task` after `delay`, unless the loop is shut down before.
  void after(std::chrono::milliseconds delay, std::function<void()> task);

  /// Ends whatever is under way, so that nothing is left that refers to its user.
  void shut_down();

 private:
  asio::io_context context_{1};
  asio::executor_work_guard<Executor> guard_{context_.get_executor()};
  std::vector<std::weak_ptr<Participant>> participants_;
  std::set<std::shared_ptr<Timer>> timers_;
};

/// For co_spawn: a coroutine of ours that throws has a broken contract.
inline void rethrow(const std::exception_ptr& error) {
  if (error) {
    std::rethrow_exception(error);
  }
}

}  // namespace plumbline::adapters::loop
