/// @file
/// The queue of a client and the session it works on.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/tls/adopted.hpp"
#include "plumbline/harness/transport.hpp"

#include "blocks.hpp"
#include "library.hpp"
#include "peer_tap.hpp"
#include "raw_exchange.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <variant>

namespace plumbline::adapters::coap {

class ClientSession final : public loop::Participant,
                            public LibraryUser,
                            public std::enable_shared_from_this<ClientSession> {
 public:
  ClientSession(std::shared_ptr<Loop> loop, harness::ConnectOptions options, OptionNumbers numbers);

  /// Takes the credentials over. Errors as of harness::Transport::connect().
  [[nodiscard]] Result<void> set_up();

  void exchange(const onem2m::RequestPrimitive& request,
                harness::milliseconds deadline,
                harness::ExchangeCallback done);
  void exchange_octets(Bytes octets,
                       harness::RawThen then,
                       harness::milliseconds deadline,
                       harness::OctetsCallback done);
  void command(const harness::UpperTesterCommand& command,
               harness::milliseconds deadline,
               harness::UpperTesterCallback done);
  [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& request) const;
  [[nodiscard]] onem2m::Association association() const;
  void disconnect();
  void shut_down() override;

  std::optional<Message> on_request(coap_session_t& session, const Datagram& request) override;
  void on_response(coap_session_t& session, const Datagram& response) override;
  void on_failure(coap_session_t& session, coap_nack_reason_t reason) override;
  void on_event(coap_session_t& session, coap_event_t event) override;

 private:
  using Callback = std::
      variant<harness::ExchangeCallback, harness::UpperTesterCallback, harness::OctetsCallback>;

  /// What is to be sent, or why nothing can be.
  using What = std::variant<Message, RawOctets, Error>;

  /// One entry of the queue.
  struct Job {
    What what;
    std::optional<Json> primitive;
    SteadyClock::time_point until;
    Callback done;
  };

  [[nodiscard]] static What what_of(Result<Message> message);
  void push(Job job);
  void start_next();
  void start(const Message& request);
  void start(const RawOctets& raw);

  void start(const Error& error) { give_up(error); }

  [[nodiscard]] Result<void> open();
  void close_session(std::string why);
  [[nodiscard]] Result<void> send_block(const Message& message);
  void show_request();
  void wait_for_deadline();
  void take(const Datagram& response);

  void give(const Datagram& response);
  void give_up(const Error& error);
  void finish(std::function<void(const Callback& done)> call);

  std::shared_ptr<Loop> loop_;
  harness::ConnectOptions options_;
  OptionNumbers numbers_;
  std::shared_ptr<Library> library_;
  std::shared_ptr<const tls::Context> tls_;
  coap_session_t* session_ = nullptr;
  std::optional<PeerTap> peer_;  ///< of the session
  bool connected_ = false;       ///< its handshake has succeeded
  std::string refusal_;          ///< why it did not
  std::deque<Job> queue_;
  std::optional<Job> current_;
  std::optional<Datagram> unshown_;  ///< a request that the tap does not know yet
  std::optional<BlockClient> blocks_;
  std::shared_ptr<RawExchange> raw_;
  Bytes token_;
  std::uint64_t exchange_ = 0;
  Timer timer_;
  bool dead_ = false;
};

}  // namespace plumbline::adapters::coap
