#include "beast_echo.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace plumbline::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using HttpRequest = http::request<http::string_body>;
using HttpResponse = http::response<http::string_body>;
template <typename T>
using Awaitable = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> kUseAwaitable;

/// The fields that our client writes for the same primitive.
HttpRequest request_with(const Json& content) {
  HttpRequest request{http::verb::post, "/~/cse-a/cse", 11};
  request.set(http::field::host, "127.0.0.1:8080");
  request.set("X-M2M-Origin", "Cae");
  request.set("X-M2M-RI", "r1");
  request.set("X-M2M-RVI", "3");
  request.set(http::field::accept, "application/json");
  request.set(http::field::content_type, "application/json;ty=4");
  request.body() = content.dump();
  request.prepare_payload();
  return request;
}

HttpResponse response_to(const HttpRequest& request) {
  HttpResponse response{http::status::ok, request.version()};
  response.set("X-M2M-RSC", "2000");
  response.set("X-M2M-RI", request["X-M2M-RI"]);
  response.set("X-M2M-RVI", request["X-M2M-RVI"]);
  response.set(http::field::content_type, "application/json");
  response.body() = Json::parse(request.body()).dump();
  response.prepare_payload();
  return response;
}

Awaitable<void> serve(Socket socket) {
  beast::flat_buffer buffer;
  error_code error;
  while (!error) {
    HttpRequest request;
    co_await http::async_read(socket, buffer, request, asio::redirect_error(kUseAwaitable, error));
    if (!error) {
      const HttpResponse response = response_to(request);
      co_await http::async_write(socket, response, asio::redirect_error(kUseAwaitable, error));
    }
  }
}

Awaitable<void> accept_all(Acceptor& acceptor) {
  error_code error;
  while (!error) {
    Socket socket = co_await acceptor.async_accept(asio::redirect_error(kUseAwaitable, error));
    if (!error) {
      socket.set_option(asio::ip::tcp::no_delay{true});
      asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)), asio::detached);
    }
  }
}

class BeastEcho final : public Pair {
 public:
  BeastEcho(std::size_t connections, const Json& content) : content_(content) {
    asio::co_spawn(context_, accept_all(acceptor_), asio::detached);
    for (std::size_t i = 0; i < connections; ++i) {
      asio::co_spawn(context_, ask(), [](const std::exception_ptr& error) {
        std::rethrow_exception(error);  // it ends in no other way
      });
    }
  }

  void complete_one() override {
    for (const std::size_t before = completed_; completed_ == before;) {
      context_.run_one();
    }
  }

 private:
  Awaitable<void> ask() {
    Socket socket{context_};
    co_await socket.async_connect(acceptor_.local_endpoint(), kUseAwaitable);
    socket.set_option(asio::ip::tcp::no_delay{true});
    beast::flat_buffer buffer;
    for (;;) {
      const auto asked = Latencies::Clock::now();
      const HttpRequest request = request_with(content_);
      co_await http::async_write(socket, request, kUseAwaitable);
      HttpResponse response;
      co_await http::async_read(socket, buffer, response, kUseAwaitable);
      latencies().add(Latencies::Clock::now() - asked);
      require(Json::parse(response.body()) == content_, "echo");
      ++completed_;
    }
  }

  Json content_;
  std::size_t completed_ = 0;
  asio::io_context context_{1};
  Acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
};

}  // namespace

std::unique_ptr<Pair> make_beast_echo(std::size_t connections, const Json& content) {
  return std::make_unique<BeastEcho>(connections, content);
}

}  // namespace plumbline::bench
