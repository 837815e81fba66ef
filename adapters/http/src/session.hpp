/// @file
/// One connection of a server: request in, reply out, in order.

#pragma once

#include "plumbline/adapters/http/codec.hpp"
#include "plumbline/harness/transport.hpp"

#include "connection.hpp"

#include <memory>
#include <optional>
#include <variant>

namespace plumbline::adapters::http {

class Session : public std::enable_shared_from_this<Session> {
 public:
  /// `options` lives as long as the listener; nothing of it is touched once that is gone.
  Session(std::shared_ptr<const harness::ListenOptions> options, std::unique_ptr<Stream> stream);

  /// Serves until either end has had enough.
  [[nodiscard]] Awaitable<void> run();
  /// Ends everything; handlers and tap are left alone from here on.
  void shut_down();

 private:
  /// The handler of a request let its replier go without calling it. The answer is made from the
  /// request only then: to make one for every request would cost.
  struct NoReply {};

  using AnyReply = std::
      variant<onem2m::ResponsePrimitive, harness::RawReply, harness::UpperTesterAnswer, NoReply>;

  /// These say whether the connection is good for a further request.
  [[nodiscard]] Awaitable<bool> serve_one();
  [[nodiscard]] Awaitable<bool> serve_primitive(const Request& request, ByteView octets);
  [[nodiscard]] Awaitable<bool> serve_command(const Request& request, ByteView octets);
  [[nodiscard]] Awaitable<bool> send_reply(const Request& request);
  [[nodiscard]] Awaitable<bool> send_raw(harness::RawReply reply);
  [[nodiscard]] Awaitable<bool> put(ByteView octets);
  [[nodiscard]] Awaitable<bool> send(const Request& request,
                                     Response response,
                                     std::optional<Json> primitive = {});

  [[nodiscard]] Awaitable<void> refuse(const Received<Request>& received);
  void hand_over(onem2m::RequestPrimitive primitive);
  void hand_over(harness::UpperTesterCommand command);
  void deliver(std::uint64_t exchange, AnyReply reply);
  [[nodiscard]] AnyReply take_reply(const Request& request);

  std::shared_ptr<const harness::ListenOptions> options_;
  std::shared_ptr<Connection> connection_;
  Timer wake_;  ///< cancelled when a reply is there
  std::optional<AnyReply> reply_;
  std::uint64_t exchange_ = 0;
};

}  // namespace plumbline::adapters::http
