#include "server.hpp"

#include "plumbline/adapters/loop/handles.hpp"

#include "session.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/basic_resolver.hpp>

#include <exception>
#include <set>
#include <utility>

namespace plumbline::adapters::http {
namespace {

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Endpoint = asio::ip::tcp::endpoint;

/// When the system has no descriptor left for a connection, it may have one later.
constexpr std::chrono::milliseconds kRetry{50};

class Server final : public Participant, public std::enable_shared_from_this<Server> {
 public:
  Server(std::shared_ptr<Loop> loop,
         harness::ListenOptions options,
         std::shared_ptr<const tls::Context> tls)
      : loop_(std::move(loop)),
        options_(std::make_shared<const harness::ListenOptions>(std::move(options))),
        tls_(std::move(tls)),
        acceptor_(loop_->context()),
        retry_(loop_->context()) {}

  [[nodiscard]] Result<void> open() {
    PLUMBLINE_TRY(const auto endpoint, resolve());
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) {
      acceptor_.set_option(asio::socket_base::reuse_address{true}, error);
    }
    if (!error) {
      acceptor_.bind(endpoint, error);
    }
    if (!error) {
      acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
      return refuse(error);
    }
    asio::co_spawn(loop_->context(), accept_all(shared_from_this()), rethrow);
    return success();
  }

  [[nodiscard]] harness::Address address() const {
    error_code ignored;
    return {.scheme = tls_ == nullptr ? "http" : "https",
            .host = options_->host,
            .port = acceptor_.local_endpoint(ignored).port(),
            .path = {}};
  }

  void shut_down() override {
    error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
    for (const auto& session : std::exchange(sessions_, {})) {
      session->shut_down();
    }
  }

 private:
  [[nodiscard]] Error refuse(error_code error) const {
    return fail(Errc::io,
                "listen on " + options_->host + ':' + std::to_string(options_->port) + ": " +
                    error.message());
  }

  [[nodiscard]] Result<Endpoint> resolve() {
    error_code error;
    const auto literal = asio::ip::make_address(options_->host, error);
    if (!error) {
      return Endpoint{literal, options_->port};
    }
    asio::ip::basic_resolver<asio::ip::tcp, Executor> resolver{loop_->context()};
    const auto found = resolver.resolve(options_->host, std::to_string(options_->port), error);
    if (error || found.empty()) {
      return refuse(error);
    }
    return found.begin()->endpoint();
  }

  static Awaitable<void> accept_all(std::shared_ptr<Server> self) {
    while (self->acceptor_.is_open()) {
      auto [error, socket] = co_await self->acceptor_.async_accept(kUseTuple);
      if (!error) {
        self->admit(std::move(socket));
      } else if (self->acceptor_.is_open()) {
        self->retry_.expires_after(kRetry);
        static_cast<void>(co_await self->retry_.async_wait(kUseTuple));
      }
    }
  }

  void admit(Socket socket) {
    if (!acceptor_.is_open() || sessions_.size() >= options_->bounds.connections) {
      return;  // closes it
    }
    auto session = std::make_shared<Session>(options_, make_stream(std::move(socket), tls_));
    sessions_.insert(session);
    asio::co_spawn(loop_->context(),
                   session->run(),
                   [weak = weak_from_this(), session](const std::exception_ptr& error) {
                     if (const auto self = weak.lock()) {
                       self->sessions_.erase(session);
                     }
                     rethrow(error);
                   });
  }

  std::shared_ptr<Loop> loop_;
  std::shared_ptr<const harness::ListenOptions> options_;
  std::shared_ptr<const tls::Context> tls_;
  Acceptor acceptor_;
  Timer retry_;
  std::set<std::shared_ptr<Session>> sessions_;
};

}  // namespace

Result<std::unique_ptr<harness::Listener>> make_listener(const std::shared_ptr<Loop>& loop,
                                                         harness::ListenOptions options) {
  std::shared_ptr<const tls::Context> tls;
  if (options.tls) {
    PLUMBLINE_TRY(tls, tls::make_server_context(*options.tls));
  }
  auto server = std::make_shared<Server>(loop, std::move(options), std::move(tls));
  PLUMBLINE_TRY(server->open());
  loop->add(server);
  return loop::listener_of(std::move(server));
}

}  // namespace plumbline::adapters::http
