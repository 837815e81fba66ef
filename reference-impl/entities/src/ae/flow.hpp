/// @file
/// Procedures written as coroutines: still no I/O, only a place to wait for the next event.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/entities/ae/procedure.hpp"

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

// NOLINTBEGIN(cppcoreguidelines-macro-usage): early return cannot be written as a function.
/// PLUMBLINE_TRY in a coroutine.
#define PLUMBLINE_CO_TRY(...) BOOST_OUTCOME_CO_TRY(__VA_ARGS__)

// NOLINTEND(cppcoreguidelines-macro-usage)

namespace plumbline::entities::ae {

/// A part of a procedure: starts when it is awaited and yields one T.
template <typename T>
class [[nodiscard]] Flow {
 public:
  struct promise_type;  // NOLINT(readability-identifier-naming): the language asks for this name
  using Handle = std::coroutine_handle<promise_type>;

  struct Resume {
    [[nodiscard]] bool await_ready() const noexcept { return false; }

    [[nodiscard]] std::coroutine_handle<> await_suspend(Handle ended) const noexcept {
      const std::coroutine_handle<> next = ended.promise().continuation;
      return next ? next : std::noop_coroutine();
    }

    void await_resume() const noexcept {}
  };

  struct promise_type {  // NOLINT(readability-identifier-naming)
    std::optional<T> value;
    std::exception_ptr exception;
    std::coroutine_handle<> continuation;

    Flow get_return_object() { return Flow{Handle::from_promise(*this)}; }

    [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }

    [[nodiscard]] Resume final_suspend() const noexcept { return {}; }

    template <typename U>
    void return_value(U&& result) {
      value.emplace(std::forward<U>(result));
    }

    void unhandled_exception() noexcept { exception = std::current_exception(); }
  };

  Flow(Flow&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}

  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;
  Flow& operator=(Flow&&) = delete;

  ~Flow() {
    if (handle_) {
      handle_.destroy();
    }
  }

  /// For the outermost flow: runs it to its first wait.
  void start() { handle_.resume(); }

  [[nodiscard]] bool done() const { return handle_.done(); }

  /// The result, once done().
  [[nodiscard]] T take() {
    if (handle_.promise().exception) {
      std::rethrow_exception(handle_.promise().exception);
    }
    return std::move(*handle_.promise().value);
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  [[nodiscard]] std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    handle_.promise().continuation = caller;
    return handle_;
  }

  [[nodiscard]] T await_resume() { return take(); }

 private:
  explicit Flow(Handle handle) : handle_(handle) {}

  Handle handle_;
};

/// Where a flow leaves its request and finds what came back.
class Mailbox {
 public:
  struct Waiting {
    Mailbox& mailbox;

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    void await_suspend(std::coroutine_handle<> caller) const { mailbox.waiting_ = caller; }

    [[nodiscard]] AeExchanged await_resume() const {
      return std::move(*std::exchange(mailbox.incoming_, std::nullopt));
    }
  };

  [[nodiscard]] Waiting exchange(AeSendRequest&& request) {
    outgoing_ = std::move(request);
    return Waiting{*this};
  }

  [[nodiscard]] std::optional<AeSendRequest> take_outgoing() {
    return std::exchange(outgoing_, std::nullopt);
  }

  void deliver(AeExchanged&& exchanged) {
    incoming_ = std::move(exchanged);
    std::exchange(waiting_, {}).resume();
  }

 private:
  std::optional<AeSendRequest> outgoing_;
  std::optional<AeExchanged> incoming_;
  std::coroutine_handle<> waiting_;
};

/// A procedure whose course is the coroutine run().
class FlowProcedure : public AeProcedure {
 public:
  [[nodiscard]] AeAction advance(AeEvent event) final {
    if (auto* const exchanged = std::get_if<AeExchanged>(&event)) {
      mailbox_.deliver(std::move(*exchanged));
    } else {
      flow_.emplace(run());
      flow_->start();
    }
    if (auto request = mailbox_.take_outgoing()) {
      return std::move(*request);
    }
    return flow_->take();
  }

 protected:
  [[nodiscard]] Mailbox& mailbox() noexcept { return mailbox_; }

 private:
  [[nodiscard]] virtual Flow<AeFinished> run() = 0;

  Mailbox mailbox_;
  std::optional<Flow<AeFinished>> flow_;
};

}  // namespace plumbline::entities::ae
