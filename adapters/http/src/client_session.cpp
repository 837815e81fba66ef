#include "client_session.hpp"

#include "plumbline/adapters/http/codec.hpp"

#include "upper_tester.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace plumbline::adapters::http {
namespace {

using harness::TapKind;
using Endpoint = asio::ip::tcp::endpoint;

/// Why there is no response.
Error error_of(const Received<Response>& received, bool may_be_handshake) {
  switch (received.end) {
    case ReadEnd::malformed:
      return fail(Errc::malformed, "response: " + received.detail);
    case ReadEnd::header_too_large:
      return fail(Errc::too_large, "response: header");
    case ReadEnd::body_too_large:
      return fail(Errc::too_large, "response: body");
    case ReadEnd::closed:
      return fail(Errc::unreachable,
                  received.octets.empty() ? "closed by the peer without a response"
                                          : "closed by the peer within the response");
    case ReadEnd::lost:
      // A server of TLS 1.3 refuses after the client's handshake has succeeded.
      return fail(Errc::unreachable,
                  (may_be_handshake ? "handshake refused: " : "lost: ") + received.detail);
    case ReadEnd::timed_out:
      return fail(Errc::timed_out, "response: deadline passed");
    case ReadEnd::message:
    case ReadEnd::shut_down:
      break;
  }
  return fail(Errc::unreachable, "disconnected");
}

/// `octets` as a request, when they are exactly one.
std::optional<Request> as_request(ByteView octets, const harness::Bounds& bounds) {
  Parser<Request> parser{
      {.header_octets = bounds.header_octets, .body_octets = bounds.body_octets}};
  if (parser.put(octets) != octets.size() || parser.state() != ParserState::complete) {
    return std::nullopt;
  }
  return std::move(parser.message());
}

}  // namespace

ClientSession::ClientSession(std::shared_ptr<Loop> loop,
                             harness::ConnectOptions options,
                             std::shared_ptr<const tls::Context> tls)
    : loop_(std::move(loop)),
      options_(std::move(options)),
      tls_(std::move(tls)) {}

void ClientSession::exchange(const onem2m::RequestPrimitive& request,
                             harness::milliseconds deadline,
                             harness::ExchangeCallback done) {
  auto encoded = encode_request(request, options_.address, options_.serialization);
  Job job{.octets = encoded ? Result<Bytes>{to_octets(encoded.value())} : encoded.error(),
          .primitive = {},
          .until = SteadyClock::now() + deadline,
          .done = std::move(done)};
  if (options_.tap != nullptr) {
    job.primitive = to_json(request);
  }
  push(std::move(job));
}

void ClientSession::exchange_octets(Bytes octets,
                                    harness::RawThen then,
                                    harness::milliseconds deadline,
                                    harness::OctetsCallback done) {
  push({.octets = std::move(octets),
        .primitive = {},
        .then = then,
        .until = SteadyClock::now() + deadline,
        .done = std::move(done)});
}

void ClientSession::command(const harness::UpperTesterCommand& command,
                            harness::milliseconds deadline,
                            harness::UpperTesterCallback done) {
  push({.octets = to_octets(encode_command(command, options_.address)),
        .primitive = {},
        .until = SteadyClock::now() + deadline,
        .done = std::move(done)});
}

Bytes ClientSession::encode(const onem2m::RequestPrimitive& request) const {
  const auto encoded = encode_request(request, options_.address, options_.serialization);
  return encoded ? to_octets(encoded.value()) : Bytes{};
}

onem2m::Association ClientSession::association() const {
  return connection_ != nullptr && connection_->is_open() ? connection_->association()
                                                          : onem2m::Association{};
}

void ClientSession::disconnect() {
  if (const auto connection = std::exchange(connection_, nullptr)) {
    if (!running_ && connection->is_open()) {
      connection->finish();
    }
    connection->close("closed");
  }
}

void ClientSession::shut_down() {
  dead_ = true;
  queue_.clear();
  const auto connection = connection_;
  disconnect();
  if (connection != nullptr) {
    connection->detach_tap();
  }
}

void ClientSession::push(Job job) {
  if (dead_) {
    return;
  }
  queue_.push_back(std::move(job));
  if (!std::exchange(running_, true)) {
    // Posted: no callback from within the call that starts an exchange.
    asio::post(loop_->context(), [self = shared_from_this()] {
      asio::co_spawn(self->loop_->context(), run(self), rethrow);
    });
  }
}

Awaitable<void> ClientSession::run(std::shared_ptr<ClientSession> self) {
  struct Idle {
    ClientSession& session;

    explicit Idle(ClientSession& of) : session(of) {}

    Idle(const Idle&) = delete;
    Idle& operator=(const Idle&) = delete;
    Idle(Idle&&) = delete;
    Idle& operator=(Idle&&) = delete;

    ~Idle() { session.running_ = false; }
  };

  const Idle idle{*self};
  while (!self->queue_.empty()) {
    auto job = std::move(self->queue_.front());
    self->queue_.pop_front();
    co_await self->perform(job);
  }
}

Awaitable<void> ClientSession::perform(Job& job) {
  if (!job.octets) {
    give_up(job, job.octets.error());
    co_return;
  }
  auto connection = co_await connected(job.until);
  if (!connection) {
    give_up(job, connection.error());
    co_return;
  }
  auto& live = *connection.value();
  ++exchange_;
  record_sent(live, job);
  const auto sent = co_await live.send(job.octets.value(), job.until);
  if (!sent) {
    live.close(sent.error().detail);
    give_up(job, sent.error());
    co_return;
  }
  if (std::holds_alternative<harness::OctetsCallback>(job.done)) {
    co_await collect(live, job);
  } else {
    co_await answer(live, job);
  }
}

Awaitable<Result<std::shared_ptr<Connection>>> ClientSession::connected(
    SteadyClock::time_point until) {
  if (SteadyClock::now() >= until) {
    co_return fail(Errc::timed_out, "deadline passed before the request was sent");
  }
  if (connection_ != nullptr && connection_->is_open()) {
    if (!connection_->is_stale()) {
      co_return connection_;
    }
    connection_->close("closed by the peer");
  }
  auto endpoints = co_await resolve();
  if (!endpoints) {
    co_return endpoints.error();
  }
  if (dead_) {
    co_return fail(Errc::unreachable, "disconnected");
  }
  auto connection = std::make_shared<Connection>(
      make_stream(Socket{loop_->context()}, tls_), Role::client, options_.bounds, options_.tap);
  connection_ = connection;
  exchange_ = 0;
  const auto by = std::min(until, SteadyClock::now() + options_.bounds.handshake);
  const auto opened = co_await connection->open(std::move(endpoints).value(), by);
  if (!opened) {
    connection->close("closed");
    co_return opened.error();
  }
  co_return connection;
}

Awaitable<Result<std::vector<Endpoint>>> ClientSession::resolve() {
  const auto& address = options_.address;
  std::vector<Endpoint> endpoints;
  error_code error;
  if (const auto literal = asio::ip::make_address(address.host, error); !error) {
    endpoints.emplace_back(literal, address.port);
    co_return endpoints;
  }
  asio::ip::basic_resolver<asio::ip::tcp, Executor> resolver{loop_->context()};
  const auto port = std::to_string(address.port);
  const auto [failure, found] = co_await resolver.async_resolve(address.host, port, kUseTuple);
  if (failure) {
    co_return fail(Errc::unreachable, "host " + address.host + ": " + failure.message());
  }
  for (const auto& entry : found) {
    endpoints.push_back(entry.endpoint());
  }
  co_return endpoints;
}

// Before the octets go out: what they bring about elsewhere is seen after them.
void ClientSession::record_sent(Connection& connection, Job& job) {
  if (!connection.tapped()) {
    return;
  }
  const auto& octets = job.octets.value();
  auto kind = TapKind::request;
  if (std::holds_alternative<harness::OctetsCallback>(job.done)) {
    const auto request = as_request(octets, options_.bounds);
    kind = request ? TapKind::request : TapKind::octets;
    if (request) {
      if (const auto primitive = decode_request(*request)) {
        job.primitive = to_json(primitive.value());
      }
    }
  }
  connection.record(kind, true, exchange_, octets, std::move(job.primitive));
}

void ClientSession::record_received(Connection& connection, const Received<Response>& received) {
  if (!connection.tapped()) {
    return;
  }
  if (received.end == ReadEnd::message && received.message.status >= 200) {
    record_response(connection, received, decode_response(received.message));
  } else {
    connection.record(TapKind::octets, false, exchange_, received.octets);
  }
}

void ClientSession::record_response(Connection& connection,
                                    const Received<Response>& received,
                                    const Result<onem2m::ResponsePrimitive>& decoded) {
  if (!connection.tapped()) {
    return;
  }
  std::optional<Json> shown;
  if (decoded) {
    shown = to_json(decoded.value());
  }
  connection.record(TapKind::response, false, exchange_, received.octets, std::move(shown));
}

Awaitable<void> ClientSession::answer(Connection& connection, Job& job) {
  const Patience patience{.first = job.until, .rest = options_.bounds.request, .whole = job.until};
  auto received = co_await connection.receive<Response>(patience);
  while (received.end == ReadEnd::message && received.message.status < 200) {
    record_received(connection, received);  // RFC 7231 clause 6.2: an interim response
    received = co_await connection.receive<Response>(patience);
  }
  if (received.end != ReadEnd::message) {
    record_received(connection, received);
    const bool may_be_handshake =
        exchange_ == 1 && received.octets.empty() && connection.association().secured;
    const auto error = error_of(received, may_be_handshake);
    connection.close(error.detail);
    give_up(job, error);
    co_return;
  }
  give(connection, job, received);  // the callback may still ask for the association
  if (!received.message.keep_alive && connection.is_open()) {
    connection.finish();
    connection.close("closed: it was the last response");
  }
}

Awaitable<void> ClientSession::collect(Connection& connection, Job& job) {
  Bytes all;
  if (job.then == harness::RawThen::reset) {
    connection.reset();
    deliver(job, std::move(all));
    co_return;
  }
  if (job.then == harness::RawThen::half_close) {
    connection.finish();
  }
  const auto room = options_.bounds.header_octets + options_.bounds.body_octets;
  const Patience patience{.first = job.until, .rest = options_.bounds.request, .whole = job.until};
  Received<Response> received;
  do {
    received = co_await connection.receive<Response>(patience);
    if (received.end == ReadEnd::malformed) {
      co_await connection.receive_rest(received, job.until);
    }
    record_received(connection, received);
    all.insert(all.end(), received.octets.begin(), received.octets.end());
  } while (received.end == ReadEnd::message && all.size() <= room &&
           (job.then == harness::RawThen::half_close || received.message.status < 200));
  const bool reusable = received.end == ReadEnd::message && received.message.keep_alive &&
                        job.then == harness::RawThen::await_response;
  if (!reusable) {
    connection.close("closed");
  }
  if (all.size() > room) {
    received.end = ReadEnd::body_too_large;
  }
  const bool failed =
      received.end == ReadEnd::body_too_large || (all.empty() && received.end != ReadEnd::closed);
  if (failed) {
    give_up(job, error_of(received, false));
  } else {
    deliver(job, std::move(all));
  }
}

void ClientSession::deliver(Job& job, Bytes octets) {
  if (!dead_) {
    std::get<harness::OctetsCallback>(job.done)(std::move(octets));
  }
}

void ClientSession::give(Connection& connection, Job& job, const Received<Response>& received) {
  if (const auto* const answered = std::get_if<harness::UpperTesterCallback>(&job.done)) {
    record_received(connection, received);
    if (!dead_) {
      (*answered)(decode_answer(received.message));
    }
    return;
  }
  auto decoded = decode_response(received.message);
  record_response(connection, received, decoded);
  if (!dead_) {
    std::get<harness::ExchangeCallback>(job.done)(std::move(decoded));
  }
}

void ClientSession::give_up(Job& job, const Error& error) {
  if (!dead_) {
    std::visit([&](const auto& done) { done(error); }, job.done);
  }
}

}  // namespace plumbline::adapters::http
