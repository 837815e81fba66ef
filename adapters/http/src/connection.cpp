#include "connection.hpp"

#include "plumbline/adapters/loop/connection_number.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <utility>

namespace plumbline::adapters::http {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::chrono::milliseconds kLinger{1000};
/// Chunked bodies are larger on the wire than in memory.
constexpr std::size_t kFraming = 65536;

std::string describe(const onem2m::Association& association) {
  std::string text = "connected";
  if (association.secured) {
    text += ": " + association.protocol + ' ' + association.cipher;
    text += association.peer.empty() ? "" : ", peer " + association.peer;
  }
  return text;
}

bool is_end_of_stream(error_code error) {
  return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

}  // namespace

Connection::Connection(std::unique_ptr<Stream> stream,
                       Role role,
                       const harness::Bounds& bounds,
                       harness::Tap* tap)
    : stream_(std::move(stream)),
      timer_(stream_->socket().get_executor()),
      role_(role),
      bounds_(bounds),
      tap_(tap) {
  association_.session = loop::next_connection_number();
}

Awaitable<Result<void>> Connection::open(std::vector<asio::ip::tcp::endpoint> endpoints,
                                         SteadyClock::time_point until) {
  set_deadline(until);
  error_code error = asio::error::host_not_found;
  for (const auto& endpoint : endpoints) {
    if (expired_ || !open_) {
      break;
    }
    stream_->close();  // a socket that failed once cannot connect again
    std::tie(error) = co_await stream_->socket().async_connect(endpoint, kUseTuple);
    if (!error) {
      break;
    }
  }
  auto connected = outcome(error, "connect");
  if (!connected) {
    record_event(connected.error().detail);
    co_return connected;
  }
  co_return co_await secure();
}

Awaitable<Result<void>> Connection::accept(SteadyClock::time_point until) {
  set_deadline(until);
  return secure();
}

Awaitable<Result<void>> Connection::secure() {
  error_code ignored;
  stream_->socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
  stream_->socket().non_blocking(true, ignored);
  const auto [error] = co_await stream_->handshake(role_);
  const auto session = stream_->session();
  if (error) {
    const auto refusal = session == nullptr ? std::string{} : tls::refusal_of(*session);
    const auto why = refusal.empty() ? std::string{} : " (" + refusal + ')';
    auto failure = outcome(error, expired_ ? "handshake" : "handshake refused" + why);
    record_event(failure.error().detail);
    co_return failure;
  }
  if (session != nullptr) {
    association_ = tls::association_of(session, association_.session);
  }
  record_event(describe(association_));
  co_return success();
}

template <typename Message>
Awaitable<Received<Message>> Connection::receive(Patience patience) {
  Received<Message> received;
  Parser<Message> parser{
      {.header_octets = bounds_.header_octets, .body_octets = bounds_.body_octets}};
  const auto room = bounds_.header_octets + 2 * bounds_.body_octets + kFraming;
  std::size_t taken = 0;
  bool started = false;
  bool continued = false;
  set_deadline(std::min(patience.first, patience.whole));
  for (;;) {
    if (!buffer_.empty() && !std::exchange(started, true)) {
      set_deadline(std::min(SteadyClock::now() + patience.rest, patience.whole));
    }
    if (buffer_.octets().size() > taken) {
      taken += parser.put(buffer_.octets().subspan(taken));
    }
    if (parser.state() != ParserState::incomplete) {
      break;
    }
    if (taken > room) {
      received.end = ReadEnd::body_too_large;
      break;
    }
    if (parser.awaits_continue() && !std::exchange(continued, true)) {
      static_cast<void>(co_await stream_->write(as_bytes(kContinue)));
    }
    if (const auto error = co_await fill()) {
      received.end = end_of(error);
      received.detail = error.message();
      break;
    }
  }
  conclude(received, parser, taken);
  co_return received;
}

template <typename Message>
void Connection::conclude(Received<Message>& received, Parser<Message>& parser, std::size_t taken) {
  const bool cut = parser.state() == ParserState::incomplete;
  if (cut && received.end == ReadEnd::closed && !buffer_.empty()) {
    parser.put_end();  // the end of the connection may be the end of the message
  }
  switch (parser.state()) {
    case ParserState::complete:
      received.end = ReadEnd::message;
      received.message = std::move(parser.message());
      break;
    case ParserState::malformed:
      received.end = cut ? received.end : ReadEnd::malformed;
      received.detail = parser.fault();
      break;
    case ParserState::header_too_large:
      received.end = ReadEnd::header_too_large;
      break;
    case ParserState::body_too_large:
      received.end = ReadEnd::body_too_large;
      break;
    case ParserState::incomplete:
      break;
  }
  if (received.end == ReadEnd::message) {
    received.octets = take(taken);
    return;
  }
  received.message = std::move(parser.message());
  received.octets = take(buffer_.octets().size());
}

template Awaitable<Received<Request>> Connection::receive<Request>(Patience patience);
template Awaitable<Received<Response>> Connection::receive<Response>(Patience patience);

Awaitable<void> Connection::receive_rest(Received<Response>& received,
                                         SteadyClock::time_point until) {
  set_deadline(until);
  const auto room = bounds_.header_octets + bounds_.body_octets;
  for (;;) {
    const auto more = take(buffer_.octets().size());
    received.octets.insert(received.octets.end(), more.begin(), more.end());
    if (received.octets.size() > room) {
      received.end = ReadEnd::body_too_large;
      co_return;
    }
    if (const auto error = co_await fill()) {
      received.end = end_of(error);
      received.detail = error.message();
      co_return;
    }
  }
}

Awaitable<Result<void>> Connection::send(ByteView octets, SteadyClock::time_point until) {
  set_deadline(until);
  const auto [error, size] = co_await stream_->write(octets);
  co_return outcome(error, "send");
}

Awaitable<void> Connection::linger() {
  stream_->finish();
  set_deadline(SteadyClock::now() + kLinger);
  return discard();
}

Awaitable<void> Connection::outwait() {
  set_deadline(SteadyClock::time_point::max());
  return discard();
}

Awaitable<void> Connection::discard() {
  auto& socket = stream_->socket();
  while (open_ && !expired_) {
    buffer_.consume(buffer_.octets().size());
    const auto room = buffer_.prepare();
    const auto [error, size] =
        co_await socket.async_read_some(asio::mutable_buffer{room.data(), room.size()}, kUseTuple);
    if (error) {
      co_return;
    }
  }
}

bool Connection::is_stale() {
  const auto [error, size] = stream_->try_read(buffer_.prepare());
  buffer_.commit(size);
  if (!buffer_.empty()) {
    record(harness::TapKind::octets, false, 0, take(buffer_.octets().size()));
    return true;
  }
  return error != asio::error::would_block;
}

void Connection::close(std::string why) {
  if (std::exchange(open_, false)) {
    timer_.cancel();
    stream_->close();
    record_event(std::move(why));
  }
}

void Connection::reset() {
  if (std::exchange(open_, false)) {
    timer_.cancel();
    stream_->reset();
    record_event("reset");
  }
}

void Connection::record(harness::TapKind kind,
                        bool sent,
                        std::uint64_t exchange,
                        ByteView octets,
                        std::optional<Json> primitive) {
  if (tap_ == nullptr || (kind == harness::TapKind::octets && octets.empty())) {
    return;
  }
  tap_->record({.kind = kind,
                .sent = sent,
                .connection = association_.session,
                .exchange = exchange,
                .at = SteadyClock::now(),
                .octets = {octets.begin(), octets.end()},
                .primitive = std::move(primitive),
                .text = {},
                .association = association_});
}

void Connection::record_event(std::string text) {
  if (tap_ == nullptr) {
    return;
  }
  tap_->record({.kind = harness::TapKind::event,
                .sent = false,
                .connection = association_.session,
                .exchange = 0,
                .at = SteadyClock::now(),
                .octets = {},
                .primitive = {},
                .text = std::move(text),
                .association = association_});
}

Awaitable<error_code> Connection::fill() {
  if (expired_ || !open_) {
    co_return asio::error::operation_aborted;
  }
  const auto room = buffer_.prepare();
  const auto [error, size] = co_await stream_->read_some(room);
  buffer_.commit(size);
  co_return error;
}

ReadEnd Connection::end_of(error_code error) const {
  if (!open_) {
    return ReadEnd::shut_down;
  }
  if (expired_) {
    return ReadEnd::timed_out;
  }
  return is_end_of_stream(error) ? ReadEnd::closed : ReadEnd::lost;
}

Result<void> Connection::outcome(error_code error, std::string_view during) const {
  if (!open_) {
    return fail(Errc::unreachable, std::string{during} + ": disconnected");
  }
  if (expired_) {
    return fail(Errc::timed_out, std::string{during} + ": deadline passed");
  }
  if (error) {
    return fail(Errc::unreachable, std::string{during} + ": " + error.message());
  }
  return success();
}

Bytes Connection::take(std::size_t size) {
  const auto octets = buffer_.octets().first(size);
  Bytes out{octets.begin(), octets.end()};
  buffer_.consume(size);
  return out;
}

void Connection::set_deadline(SteadyClock::time_point at) {
  deadline_ = at;
  expired_ = false;
  const bool later = waiting_ && timer_.expiry() <= at;
  if (!later && at != SteadyClock::time_point::max()) {
    wait_for_deadline(at);
  }
}

void Connection::wait_for_deadline(SteadyClock::time_point at) {
  timer_.expires_at(at);
  waiting_ = true;
  // The timer is not set back for each message: when it is early, it waits on.
  timer_.async_wait([weak = weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (error || self == nullptr || !self->open_) {
      return;
    }
    self->waiting_ = false;
    if (SteadyClock::now() >= self->deadline_) {
      self->expired_ = true;
      self->stream_->cancel();
    } else if (self->deadline_ != SteadyClock::time_point::max()) {
      self->wait_for_deadline(self->deadline_);
    }
  });
}

}  // namespace plumbline::adapters::http
