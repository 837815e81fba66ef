#include "plumbline/adapters/http/binding.hpp"

#include "asio.hpp"
#include "client_session.hpp"
#include "server.hpp"

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

class HttpBinding final : public loop::Binding {
 public:
  explicit HttpBinding(std::shared_ptr<Loop> loop) : loop_(std::move(loop)) {}

  [[nodiscard]] std::string_view name() const override { return "http"; }

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) override {
    return make_listener(loop_, std::move(options));
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    std::shared_ptr<const tls::Context> tls;
    if (options.tls) {
      PLUMBLINE_TRY(tls, tls::make_client_context(*options.tls));
    }
    auto session = std::make_shared<ClientSession>(loop_, std::move(options), std::move(tls));
    loop_->add(session);
    return std::unique_ptr<harness::Client>{std::make_unique<HttpClient>(std::move(session))};
  }

 private:
  std::shared_ptr<Loop> loop_;
};

}  // namespace

std::unique_ptr<loop::Binding> make_http_binding(std::shared_ptr<loop::Loop> loop) {
  return std::make_unique<HttpBinding>(std::move(loop));
}

}  // namespace plumbline::adapters::http
