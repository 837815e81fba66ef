/// @file
/// A TCP connection, plain or with TLS on top.

#pragma once

#include "plumbline/adapters/tls/context.hpp"
#include "plumbline/core/bytes.hpp"

#include "asio.hpp"

#include <cstdint>
#include <memory>
#include <span>

namespace plumbline::adapters::http {

enum class Role : std::uint8_t { client, server };

class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  Stream(Stream&&) = delete;
  Stream& operator=(Stream&&) = delete;
  virtual ~Stream() = default;

  [[nodiscard]] virtual Socket& socket() noexcept = 0;
  [[nodiscard]] virtual Awaitable<std::tuple<error_code>> handshake(Role role) = 0;
  [[nodiscard]] virtual Awaitable<IoResult> read_some(std::span<std::uint8_t> room) = 0;
  [[nodiscard]] virtual Awaitable<IoResult> write(ByteView octets) = 0;
  /// What is there without waiting; error would_block when nothing is.
  [[nodiscard]] virtual IoResult try_read(std::span<std::uint8_t> room) = 0;
  /// Says that nothing more will be sent (close_notify, FIN); may still read.
  virtual void finish() = 0;
  /// The TLS session, or nullptr.
  [[nodiscard]] virtual std::shared_ptr<ssl_st> session() const = 0;

  void cancel();
  void close();
  /// Closes so that the peer gets a reset.
  void reset();
};

[[nodiscard]] std::unique_ptr<Stream> make_stream(Socket socket,
                                                  const std::shared_ptr<const tls::Context>& tls);

}  // namespace plumbline::adapters::http
