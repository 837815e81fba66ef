/// @file
/// One peer of a server, and a request of it on its way to an answer.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/harness/transport.hpp"

#include "blocks.hpp"
#include "duplicates.hpp"
#include "library.hpp"
#include "peer_tap.hpp"

#include <memory>
#include <optional>

namespace plumbline::adapters::coap {

/// What a server does with requests.
struct Service {
  harness::ListenOptions options;
  OptionNumbers numbers = OptionNumbers::r3;
};

class Peer : public std::enable_shared_from_this<Peer> {
 public:
  Peer(std::shared_ptr<const Service> service,
       std::shared_ptr<Library> library,
       coap_session_t& session);

  [[nodiscard]] PeerTap& tap() noexcept { return tap_; }

  /// The answer to a message, or nothing when it comes later.
  [[nodiscard]] std::optional<Message> take(const Datagram& datagram);
  /// The session is no more: later answers go nowhere.
  void leave();

 private:
  /// One request on its way.
  struct Pending {
    Datagram last;  ///< message that completed the request
    onem2m::Operation operation = onem2m::Operation::retrieve;
    std::uint32_t format = kJsonFormat;  ///< of the answer
    std::uint64_t exchange = 0;
    bool at_once = true;            ///< still within take()
    std::optional<Message> answer;  ///< given at once
    bool answered = false;
  };

  void serve(const std::shared_ptr<Pending>& pending, const Message& request);
  /// To the tap: a request with its whole body.
  void show_request(const Pending& pending, const Message& request, std::optional<Json> primitive);
  void serve_command(const std::shared_ptr<Pending>& pending, const Message& request);
  void hand_over(const std::shared_ptr<Pending>& pending, onem2m::RequestPrimitive primitive);
  void reply(Pending& pending, harness::Reply reply);
  void answer(Pending& pending, Message response, std::optional<Json> primitive);

  std::shared_ptr<const Service> service_;
  std::shared_ptr<Library> library_;
  coap_session_t* session_;
  PeerTap tap_;
  BlockServer blocks_;
  Duplicates duplicates_;
  std::uint64_t exchange_ = 0;
};

}  // namespace plumbline::adapters::coap
