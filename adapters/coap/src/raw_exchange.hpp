/// @file
/// Octets of any kind to a plain CoAP server, and the datagram that they bring about.

#pragma once

#include "plumbline/harness/transport.hpp"

#include "library.hpp"

#include <boost/asio/ip/udp.hpp>

#include <array>
#include <functional>
#include <memory>

namespace plumbline::adapters::coap {

/// One datagram out; the first in that is no empty acknowledgement is the result.
class RawExchange : public std::enable_shared_from_this<RawExchange> {
 public:
  using Done = std::function<void(Result<Bytes>)>;

  explicit RawExchange(std::shared_ptr<Loop> loop);

  /// Calls `done` once, from the loop: the response, or Errc::unreachable, Errc::timed_out. With
  /// RawThen::reset nothing is awaited.
  void start(const harness::Address& to,
             const Bytes& octets,
             harness::RawThen then,
             SteadyClock::time_point until,
             Done done);
  /// `done` is not called any more.
  void cancel();

 private:
  using UdpSocket = asio::basic_datagram_socket<asio::ip::udp, loop::Executor>;

  void receive();
  void finish(Result<Bytes> result);

  std::shared_ptr<Loop> loop_;
  UdpSocket socket_;
  Timer timer_;
  std::array<std::uint8_t, 65536> buffer_{};
  Done done_;
};

}  // namespace plumbline::adapters::coap
