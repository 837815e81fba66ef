/// @file
/// The queue of a client and the connection it works on.

#pragma once

#include "plumbline/harness/transport.hpp"

#include "asio.hpp"
#include "connection.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <variant>

namespace plumbline::adapters::http {

class ClientSession final : public Participant, public std::enable_shared_from_this<ClientSession> {
 public:
  ClientSession(std::shared_ptr<Loop> loop,
                harness::ConnectOptions options,
                std::shared_ptr<const tls::Context> tls);

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

 private:
  using Callback = std::
      variant<harness::ExchangeCallback, harness::UpperTesterCallback, harness::OctetsCallback>;

  /// One entry of the queue.
  struct Job {
    Result<Bytes> octets;  ///< or why there are none
    std::optional<Json> primitive;
    harness::RawThen then = harness::RawThen::await_response;
    SteadyClock::time_point until;
    Callback done;
  };

  void push(Job job);
  static Awaitable<void> run(std::shared_ptr<ClientSession> self);
  [[nodiscard]] Awaitable<void> perform(Job& job);
  [[nodiscard]] Awaitable<Result<std::shared_ptr<Connection>>> connected(
      SteadyClock::time_point until);
  [[nodiscard]] Awaitable<Result<std::vector<asio::ip::tcp::endpoint>>> resolve();
  void record_sent(Connection& connection, Job& job);

  /// Reads the answer of an exchange or a command.
  [[nodiscard]] Awaitable<void> answer(Connection& connection, Job& job);
  /// Reads what raw octets brought about.
  [[nodiscard]] Awaitable<void> collect(Connection& connection, Job& job);
  void record_received(Connection& connection, const Received<Response>& received);
  /// Shows the tap a whole response with the primitive in it, if it is one.
  void record_response(Connection& connection,
                       const Received<Response>& received,
                       const Result<onem2m::ResponsePrimitive>& decoded);
  /// Shows the tap the answer of an exchange or a command, then calls back.
  void give(Connection& connection, Job& job, const Received<Response>& received);
  void deliver(Job& job, Bytes octets);
  void give_up(Job& job, const Error& error);

  std::shared_ptr<Loop> loop_;
  harness::ConnectOptions options_;
  std::shared_ptr<const tls::Context> tls_;
  std::deque<Job> queue_;
  std::shared_ptr<Connection> connection_;
  std::uint64_t exchange_ = 0;  ///< on this connection
  bool running_ = false;
  bool dead_ = false;  ///< no callback is called any more
};

}  // namespace plumbline::adapters::http
