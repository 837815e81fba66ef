#include "client.hpp"

#include "client_session.hpp"

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

}  // namespace

Result<std::unique_ptr<harness::Client>> make_client(const std::shared_ptr<Loop>& loop,
                                                     harness::ConnectOptions options) {
  PLUMBLINE_TRY(auto tls, context_of(options));
  auto session = std::make_shared<ClientSession>(loop, std::move(options), std::move(tls));
  loop->add(session);
  return std::unique_ptr<harness::Client>{std::make_unique<HttpClient>(std::move(session))};
}

}  // namespace plumbline::adapters::http
