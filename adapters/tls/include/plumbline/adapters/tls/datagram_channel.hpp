/// @file
/// The client's end of DTLS 1.2 on a UDP socket of one's own: any octets as application data.

#pragma once

#include "plumbline/adapters/tls/context.hpp"
#include "plumbline/core/bytes.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace plumbline::adapters::tls {

/// Never waits: who holds it waits for the socket to have something to read, or for
/// retransmission_in(), and calls again.
class DatagramChannel {
 public:
  /// `descriptor`: a UDP socket, connected and non-blocking, which outlives this.
  DatagramChannel(const std::shared_ptr<const Context>& context, int descriptor);
  DatagramChannel(const DatagramChannel&) = delete;
  DatagramChannel& operator=(const DatagramChannel&) = delete;
  DatagramChannel(DatagramChannel&&) = delete;
  DatagramChannel& operator=(DatagramChannel&&) = delete;
  /// Tells the peer that it is the end.
  ~DatagramChannel();

  [[nodiscard]] const std::shared_ptr<ssl_st>& session() const noexcept { return session_; }

  /// Whether the handshake is over. Errc::unreachable saying why it failed.
  [[nodiscard]] Result<bool> shake_hands();
  /// One record with these octets. Errc::too_large for what no datagram takes, Errc::unreachable.
  [[nodiscard]] Result<void> write(ByteView octets);
  /// What one record had in it, or nothing when there is none. Errc::unreachable once the peer has
  /// ended the session.
  [[nodiscard]] Result<std::optional<Bytes>> read();

  /// When a flight of the handshake is to be sent again.
  [[nodiscard]] std::optional<std::chrono::microseconds> retransmission_in() const;
  void retransmit();

 private:
  [[nodiscard]] bool wants_more(int result) const;
  [[nodiscard]] std::string reason() const;

  std::shared_ptr<ssl_st> session_;
};

}  // namespace plumbline::adapters::tls
