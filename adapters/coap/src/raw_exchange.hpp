/// @file
/// Octets of any kind to a CoAP server, and the datagram that they bring about.

#pragma once

#include "plumbline/adapters/tls/datagram_channel.hpp"
#include "plumbline/harness/transport.hpp"

#include "library.hpp"

#include <boost/asio/ip/udp.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace plumbline::adapters::coap {

/// One datagram out; the first in that is no empty acknowledgement is the result. Over DTLS it is
/// an association of its own.
class RawExchange : public std::enable_shared_from_this<RawExchange> {
 public:
  using Done = std::function<void(Result<Bytes>)>;
  using Secured = std::function<void(const std::shared_ptr<ssl_st>&)>;

  /// What goes out, and where to.
  struct Order {
    harness::Address to;
    std::shared_ptr<const tls::Context> tls;  ///< nullptr: plain
    Bytes octets;
    harness::RawThen then = harness::RawThen::await_response;
    harness::milliseconds handshake{};  ///< at most for it
    SteadyClock::time_point until;
  };

  RawExchange(std::shared_ptr<Loop> loop, Order order);

  /// Calls `secured` once the handshake has succeeded, and `done` once, from the loop: the
  /// response, or Errc::unreachable, Errc::timed_out. With RawThen::reset nothing is awaited.
  void start(Secured secured, Done done);
  /// Neither is called any more.
  void cancel();

 private:
  using UdpSocket = asio::basic_datagram_socket<asio::ip::udp, loop::Executor>;

  void wait_until(SteadyClock::time_point when, Error otherwise);
  /// Calls `then` when there is something to read; sends a flight again that is due until then.
  void wait_for_datagram(void (RawExchange::*then)());
  void shake_hands();
  void send();
  void receive();
  [[nodiscard]] Result<std::optional<Bytes>> read();
  void finish(Result<Bytes> result);

  std::shared_ptr<Loop> loop_;
  Order order_;
  UdpSocket socket_;
  std::unique_ptr<tls::DatagramChannel> channel_;
  Timer deadline_;
  Timer retransmission_;
  Secured secured_;
  Done done_;
};

}  // namespace plumbline::adapters::coap
