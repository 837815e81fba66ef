#include "stream.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <openssl/ssl.h>

#include <utility>

namespace plumbline::adapters::http {
namespace {

asio::mutable_buffer buffer_of(std::span<std::uint8_t> room) {
  return {room.data(), room.size()};
}

asio::const_buffer buffer_of(ByteView octets) {
  return {octets.data(), octets.size()};
}

void finish_sending(Socket& socket) {
  error_code ignored;
  socket.shutdown(Socket::shutdown_send, ignored);
}

class PlainStream final : public Stream {
 public:
  explicit PlainStream(Socket socket) : socket_(std::move(socket)) {}

  Socket& socket() noexcept override { return socket_; }

  Awaitable<std::tuple<error_code>> handshake(Role /*role*/) override { co_return error_code{}; }

  Awaitable<IoResult> read_some(std::span<std::uint8_t> room) override {
    return socket_.async_read_some(buffer_of(room), kUseTuple);
  }

  Awaitable<IoResult> write(ByteView octets) override {
    return asio::async_write(socket_, buffer_of(octets), kUseTuple);
  }

  IoResult try_read(std::span<std::uint8_t> room) override {
    error_code error;
    const auto size = socket_.read_some(buffer_of(room), error);
    return {error, size};
  }

  void finish() override { finish_sending(socket_); }

  std::shared_ptr<ssl_st> session() const override { return nullptr; }

 private:
  Socket socket_;
};

class TlsStream final : public Stream {
 public:
  TlsStream(Socket socket, std::shared_ptr<ssl_st> session)
      : session_(std::move(session)),
        stream_(std::move(socket), shared_handle()) {}

  Socket& socket() noexcept override { return stream_.next_layer(); }

  Awaitable<std::tuple<error_code>> handshake(Role role) override {
    using Side = asio::ssl::stream_base;
    return stream_.async_handshake(role == Role::client ? Side::client : Side::server, kUseTuple);
  }

  Awaitable<IoResult> read_some(std::span<std::uint8_t> room) override {
    return stream_.async_read_some(buffer_of(room), kUseTuple);
  }

  Awaitable<IoResult> write(ByteView octets) override {
    return asio::async_write(stream_, buffer_of(octets), kUseTuple);
  }

  IoResult try_read(std::span<std::uint8_t> room) override {
    error_code error;
    const auto size = stream_.read_some(buffer_of(room), error);
    return {error, size};
  }

  void finish() override {
    // The socket does not block: this sends close_notify and does not wait for the peer's.
    if (SSL_is_init_finished(session_.get()) == 1) {
      error_code ignored;
      stream_.shutdown(ignored);
    }
    finish_sending(socket());
  }

  std::shared_ptr<ssl_st> session() const override { return session_; }

 private:
  /// Asio's stream releases what it is given.
  SSL* shared_handle() {
    SSL_up_ref(session_.get());
    return session_.get();
  }

  std::shared_ptr<ssl_st> session_;
  asio::ssl::stream<Socket> stream_;
};

}  // namespace

void Stream::cancel() {
  error_code ignored;
  socket().cancel(ignored);
}

void Stream::close() {
  error_code ignored;
  socket().close(ignored);
}

void Stream::reset() {
  error_code ignored;
  socket().set_option(asio::socket_base::linger{true, 0}, ignored);
  socket().close(ignored);
}

std::unique_ptr<Stream> make_stream(Socket socket, const std::shared_ptr<const tls::Context>& tls) {
  if (tls == nullptr) {
    return std::make_unique<PlainStream>(std::move(socket));
  }
  return std::make_unique<TlsStream>(std::move(socket), tls::new_session(tls));
}

}  // namespace plumbline::adapters::http
