/// @file
/// Octets of any kind to a CoAP server, and the datagram that they bring about.

#pragma once

#include "plumbline/adapters/tls/datagram_channel.hpp"
#include "plumbline/harness/transport.hpp"

#include "library.hpp"
#include "peer_tap.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace plumbline::adapters::coap {

/// What goes out, and what then.
struct RawOctets {
  Bytes octets;
  harness::RawThen then = harness::RawThen::await_response;
};

/// One datagram out; the first in that is no empty acknowledgement is the result. Over DTLS it is
/// an association of its own. The tap sees both.
class RawExchange : public std::enable_shared_from_this<RawExchange> {
 public:
  using Done = std::function<void(Result<Bytes>)>;

  /// @param options of the client whose exchange it is
  RawExchange(std::shared_ptr<Loop> loop,
              harness::ConnectOptions options,
              OptionNumbers numbers,
              RawOctets raw);

  /// Calls `done` once, from the loop or at once: the response, or Errc::unreachable,
  /// Errc::timed_out, Errc::malformed for credentials that are none. With RawThen::reset nothing is
  /// awaited.
  void start(SteadyClock::time_point until, Done done);
  /// `done` is not called any more, nor the tap.
  void cancel();

 private:
  using UdpSocket = asio::basic_datagram_socket<asio::ip::udp, loop::Executor>;

  [[nodiscard]] Result<void> connect();
  void wait_until(SteadyClock::time_point when, Error otherwise);
  /// Calls `then` when there is something to read; sends a flight again that is due until then.
  void wait_for_datagram(void (RawExchange::*then)());
  void shake_hands();
  void send();
  void receive();
  [[nodiscard]] Result<std::optional<Bytes>> read();
  void finish(Result<Bytes> result);

  std::shared_ptr<Loop> loop_;
  harness::ConnectOptions options_;
  OptionNumbers numbers_;
  RawOctets raw_;
  PeerTap tap_;
  UdpSocket socket_;
  std::shared_ptr<const tls::Context> tls_;
  std::unique_ptr<tls::DatagramChannel> channel_;
  Timer deadline_;
  Timer retransmission_;
  SteadyClock::time_point until_;
  Done done_;
};

}  // namespace plumbline::adapters::coap
