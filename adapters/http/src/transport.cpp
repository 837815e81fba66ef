#include "plumbline/adapters/http/transport.hpp"

#include "client.hpp"
#include "loop.hpp"
#include "server.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <set>
#include <utility>

namespace plumbline::adapters::http {
namespace {

class HttpTransport final : public harness::Transport {
 public:
  HttpTransport() = default;
  HttpTransport(const HttpTransport&) = delete;
  HttpTransport& operator=(const HttpTransport&) = delete;
  HttpTransport(HttpTransport&&) = delete;
  HttpTransport& operator=(HttpTransport&&) = delete;

  /// Whatever is under way ends now, so that nothing is left in the loop that refers to it.
  ~HttpTransport() override {
    for (const auto& weak : loop_->participants) {
      if (const auto participant = weak.lock()) {
        participant->shut_down();
      }
    }
    for (const auto& timer : std::exchange(timers_, {})) {
      timer->cancel();
    }
    guard_.reset();
    loop_->context.restart();
    loop_->context.run();
  }

  [[nodiscard]] std::string_view binding() const override { return "http"; }

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) override {
    return make_listener(loop_, std::move(options));
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    return make_client(loop_, std::move(options));
  }

  bool run_until(const std::function<bool()>& done, harness::milliseconds at_most) override {
    const auto until = SteadyClock::now() + at_most;
    while (!done()) {
      if (loop_->context.run_one_until(until) == 0 && SteadyClock::now() >= until) {
        return done();
      }
    }
    return true;
  }

  void after(harness::milliseconds delay, std::function<void()> task) override {
    const auto timer = *timers_.insert(std::make_shared<Timer>(loop_->context, delay)).first;
    timer->async_wait([this, timer, task = std::move(task)](error_code error) {
      if (!error && timers_.erase(timer) == 1) {
        task();
      }
    });
  }

 private:
  std::shared_ptr<Loop> loop_ = std::make_shared<Loop>();
  asio::executor_work_guard<Executor> guard_{loop_->context.get_executor()};
  std::set<std::shared_ptr<Timer>> timers_;
};

}  // namespace

std::unique_ptr<harness::Transport> make_http_transport() {
  return std::make_unique<HttpTransport>();
}

}  // namespace plumbline::adapters::http
