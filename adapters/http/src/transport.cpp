#include "plumbline/adapters/http/transport.hpp"

#include "client_session.hpp"
#include "loop.hpp"
#include "server.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <set>
#include <utility>

namespace plumbline::adapters::http {
namespace {

class HttpClient final : public harness::Client {
 public:
  explicit HttpClient(std::shared_ptr<ClientSession> session) : session_(std::move(session)) {}

  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  HttpClient(HttpClient&&) = delete;
  HttpClient& operator=(HttpClient&&) = delete;

  ~HttpClient() override { session_->shut_down(); }

  void exchange(const onem2m::RequestPrimitive& request,
                harness::milliseconds deadline,
                harness::ExchangeCallback done) override {
    session_->exchange(request, deadline, std::move(done));
  }

  void exchange_octets(Bytes octets,
                       harness::RawThen then,
                       harness::milliseconds deadline,
                       harness::OctetsCallback done) override {
    session_->exchange_octets(std::move(octets), then, deadline, std::move(done));
  }

  void command(const harness::UpperTesterCommand& command,
               harness::milliseconds deadline,
               harness::UpperTesterCallback done) override {
    session_->command(command, deadline, std::move(done));
  }

  [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& request) const override {
    return session_->encode(request);
  }

  [[nodiscard]] onem2m::Association association() const override { return session_->association(); }

  void disconnect() override { session_->disconnect(); }

 private:
  std::shared_ptr<ClientSession> session_;
};

Result<std::shared_ptr<const tls::Context>> context_of(const harness::ConnectOptions& options) {
  const auto& scheme = options.address.scheme;
  if (scheme != "http" && scheme != "https") {
    return fail(Errc::unsupported, "scheme '" + scheme + "' over HTTP");
  }
  if ((scheme == "https") != options.tls.has_value()) {
    return fail(Errc::malformed,
                to_uri(options.address) +
                    (options.tls ? ": TLS options for a plain connection" : ": no TLS options"));
  }
  if (!options.tls) {
    return std::shared_ptr<const tls::Context>{};
  }
  return tls::make_client_context(*options.tls);
}

Result<std::unique_ptr<harness::Client>> make_client(const std::shared_ptr<Loop>& loop,
                                                     harness::ConnectOptions options) {
  PLUMBLINE_TRY(auto tls, context_of(options));
  auto session = std::make_shared<ClientSession>(loop, std::move(options), std::move(tls));
  loop->add(session);
  return std::unique_ptr<harness::Client>{std::make_unique<HttpClient>(std::move(session))};
}

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
