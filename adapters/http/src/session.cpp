#include "session.hpp"

#include "plumbline/adapters/loop/answer_once.hpp"

#include "upper_tester.hpp"

#include <utility>

namespace plumbline::adapters::http {
namespace {

using harness::TapKind;
using onem2m::Status;

/// How a request that did not arrive whole and well formed is answered.
std::optional<Fault> fault_of(const Received<Request>& received, const harness::Bounds& bounds) {
  switch (received.end) {
    case ReadEnd::malformed:
      return Fault{.http = 400, .status = Status::bad_request, .detail = received.detail};
    case ReadEnd::header_too_large:
      return Fault{.http = 431,
                   .status = Status::bad_request,
                   .detail = "header: over " + std::to_string(bounds.header_octets) + " octets"};
    case ReadEnd::body_too_large:
      return Fault{.http = 413,
                   .status = Status::bad_request,
                   .detail = "body: over " + std::to_string(bounds.body_octets) + " octets"};
    case ReadEnd::timed_out:
      if (received.octets.empty()) {
        return std::nullopt;  // between two requests
      }
      return Fault{
          .http = 408, .status = Status::request_timeout, .detail = "request: not whole in time"};
    case ReadEnd::message:
    case ReadEnd::closed:
    case ReadEnd::lost:
    case ReadEnd::shut_down:
      break;
  }
  return std::nullopt;
}

std::string text_of(ReadEnd end, bool within_message) {
  switch (end) {
    case ReadEnd::closed:
      return within_message ? "closed by the peer within a message" : "closed by the peer";
    case ReadEnd::lost:
      return "lost";
    case ReadEnd::timed_out:
      return within_message ? "deadline passed within a message" : "closed: idle for too long";
    default:
      return "closed";
  }
}

/// What a handler that did not answer makes of `request`, which was decoded before.
onem2m::ResponsePrimitive unanswered(const Request& request) {
  return respond(
      decode_request(request).value(), Status::internal_server_error, "no reply was given");
}

}  // namespace

Session::Session(std::shared_ptr<const harness::ListenOptions> options,
                 std::unique_ptr<Stream> stream)
    : options_(std::move(options)),
      wake_(stream->socket().get_executor()) {
  connection_ = std::make_shared<Connection>(
      std::move(stream), Role::server, options_->bounds, options_->tap);
}

Awaitable<void> Session::run() {
  const auto until = SteadyClock::now() + options_->bounds.handshake;
  const auto ready = co_await connection_->accept(until);
  if (!ready) {
    co_await connection_->linger();  // lets the alert arrive
    connection_->close("closed");
    co_return;
  }
  while (connection_->is_open()) {
    if (!co_await serve_one()) {
      break;
    }
  }
  connection_->close("closed");
}

void Session::shut_down() {
  connection_->close("closed: the listener has ended");
  connection_->detach_tap();
  wake_.cancel();
}

Awaitable<bool> Session::serve_one() {
  const auto& bounds = options_->bounds;
  const Patience patience{.first = SteadyClock::now() + bounds.idle, .rest = bounds.request};
  auto received = co_await connection_->receive<Request>(patience);
  if (!connection_->is_open()) {
    co_return false;  // the listener ended when these octets were on their way
  }
  ++exchange_;
  if (received.end != ReadEnd::message) {
    co_await refuse(received);
    co_return false;
  }
  if (is_upper_tester_request(received.message)) {
    co_return co_await serve_command(received.message, received.octets);
  }
  co_return co_await serve_primitive(received.message, received.octets);
}

Awaitable<void> Session::refuse(const Received<Request>& received) {
  connection_->record(TapKind::octets, false, exchange_, received.octets);
  const auto fault = fault_of(received, options_->bounds);
  if (!fault) {
    connection_->close(text_of(received.end, !received.octets.empty()));
    co_return;
  }
  auto response = encode_fault(received.message, *fault);
  response.keep_alive = false;
  static_cast<void>(co_await send(received.message, std::move(response)));
  connection_->close("closed: " + fault->detail);
}

Awaitable<bool> Session::serve_primitive(const Request& request, ByteView octets) {
  auto primitive = decode_request(request);
  std::optional<Json> shown;
  if (primitive && connection_->tapped()) {
    shown = to_json(primitive.value());
  }
  connection_->record(TapKind::request, false, exchange_, octets, std::move(shown));
  if (!primitive) {
    auto response = encode_fault(request, primitive.error());
    co_return co_await send(request, std::move(response));
  }
  hand_over(std::move(primitive).value());
  co_return co_await send_reply(request);
}

Awaitable<bool> Session::serve_command(const Request& request, ByteView octets) {
  connection_->record(TapKind::request, false, exchange_, octets);
  auto command = decode_command(request);
  if (!options_->upper_tester) {
    auto response = encode_fault(
        request, {.http = 404, .status = Status::not_found, .detail = "no upper tester here"});
    co_return co_await send(request, std::move(response));
  }
  if (!command) {
    auto response = encode_fault(request, command.error());
    co_return co_await send(request, std::move(response));
  }
  hand_over(std::move(command).value());
  co_return co_await send_reply(request);
}

void Session::hand_over(onem2m::RequestPrimitive primitive) {
  auto answer = loop::answer_once<AnyReply>(
      [weak = weak_from_this(), exchange = exchange_](AnyReply reply) {
        if (const auto session = weak.lock()) {
          session->deliver(exchange, std::move(reply));
        }
      },
      NoReply{});
  harness::Replier replier = [answer = std::move(answer)](harness::Reply reply) {
    std::visit([&](auto&& form) { answer(std::move(form)); }, std::move(reply));
  };
  reply_.reset();
  const auto options = options_;  // the handler may end the listener
  options->handler({.primitive = std::move(primitive), .association = connection_->association()},
                   std::move(replier));
}

void Session::hand_over(harness::UpperTesterCommand command) {
  auto answerer = loop::answer_once<harness::UpperTesterAnswer>(
      [weak = weak_from_this(), exchange = exchange_](harness::UpperTesterAnswer answer) {
        if (const auto session = weak.lock()) {
          session->deliver(exchange, std::move(answer));
        }
      },
      {.status = Status::internal_server_error, .output = {}});
  reply_.reset();
  const auto options = options_;
  options->upper_tester(std::move(command), std::move(answerer));
}

void Session::deliver(std::uint64_t exchange, AnyReply reply) {
  if (exchange == exchange_) {
    reply_ = std::move(reply);
    wake_.cancel();
  }
}

Session::AnyReply Session::take_reply(const Request& request) {
  AnyReply reply = std::move(*reply_);
  reply_.reset();
  if (std::holds_alternative<NoReply>(reply)) {
    return unanswered(request);
  }
  return reply;
}

Awaitable<bool> Session::send_reply(const Request& request) {
  while (!reply_ && connection_->is_open()) {
    wake_.expires_at(SteadyClock::time_point::max());
    static_cast<void>(co_await wake_.async_wait(kUseTuple));
  }
  if (!connection_->is_open()) {
    co_return false;
  }
  auto reply = take_reply(request);
  if (auto* const raw = std::get_if<harness::RawReply>(&reply)) {
    co_return co_await send_raw(std::move(*raw));
  }
  if (const auto* const answer = std::get_if<harness::UpperTesterAnswer>(&reply)) {
    auto response = encode_answer(request, *answer);
    co_return co_await send(request, std::move(response));
  }
  const auto& primitive = std::get<onem2m::ResponsePrimitive>(reply);
  auto response = encode_response(primitive, answer_type_of(request));
  if (!response) {
    auto fault = encode_fault(
        request,
        {.http = 500, .status = Status::internal_server_error, .detail = response.error().detail});
    co_return co_await send(request, std::move(fault));
  }
  std::optional<Json> shown;
  if (connection_->tapped()) {
    shown = to_json(primitive);
  }
  co_return co_await send(request, std::move(response).value(), std::move(shown));
}

Awaitable<bool> Session::send(const Request& request,
                              Response response,
                              std::optional<Json> primitive) {
  response.keep_alive = response.keep_alive && request.keep_alive;
  if (request.method == "HEAD") {
    response.body.clear();  // RFC 7231 clause 4.3.2
  }
  const auto octets = to_octets(response);
  connection_->record(TapKind::response, true, exchange_, octets, std::move(primitive));
  if (!co_await put(octets)) {
    co_return false;
  }
  if (!response.keep_alive) {
    co_await connection_->linger();
  }
  co_return response.keep_alive;
}

Awaitable<bool> Session::put(ByteView octets) {
  const auto sent =
      co_await connection_->send(octets, SteadyClock::now() + options_->bounds.request);
  if (!sent) {
    connection_->close(sent.error().detail);
  }
  co_return static_cast<bool>(sent);
}

Awaitable<bool> Session::send_raw(harness::RawReply reply) {
  using Then = harness::RawReply::Then;
  connection_->record(TapKind::octets, true, exchange_, reply.octets);
  if (!co_await put(reply.octets)) {
    co_return false;
  }
  switch (reply.then) {
    case Then::keep_open:
      co_return true;
    case Then::close:
      co_await connection_->linger();
      break;
    case Then::reset:
      connection_->reset();
      break;
    case Then::stall:
      co_await connection_->outwait();
      break;
  }
  co_return false;
}

}  // namespace plumbline::adapters::http
