#include "raw_exchange.hpp"

#include <boost/asio/ip/basic_resolver.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

constexpr std::size_t kMaxDatagram = 65536;

/// RFC 7252 clause 4.2: says only that the request has arrived.
bool is_empty_acknowledgement(ByteView octets) {
  const auto datagram = parse_datagram(octets);
  return datagram && datagram.value().type == Type::ack && datagram.value().message.code == 0;
}

}  // namespace

RawExchange::RawExchange(std::shared_ptr<Loop> loop, Order order)
    : loop_(std::move(loop)),
      order_(std::move(order)),
      socket_(loop_->context()),
      deadline_(loop_->context()),
      retransmission_(loop_->context()) {}

void RawExchange::start(Secured secured, Done done) {
  secured_ = std::move(secured);
  done_ = std::move(done);
  asio::ip::basic_resolver<asio::ip::udp, loop::Executor> resolver{loop_->context()};
  error_code error;
  const auto found = resolver.resolve(order_.to.host, std::to_string(order_.to.port), error);
  if (!error) {
    socket_.connect(found.begin()->endpoint(), error);
  }
  if (!error) {
    socket_.native_non_blocking(true, error);
  }
  if (error) {
    finish(fail(Errc::unreachable, to_uri(order_.to) + ": " + error.message()));
  } else if (order_.tls == nullptr) {
    send();
  } else {
    channel_ = std::make_unique<tls::DatagramChannel>(order_.tls, socket_.native_handle());
    wait_until(std::min(order_.until, SteadyClock::now() + order_.handshake),
               fail(Errc::unreachable, "handshake refused: no end before its deadline"));
    shake_hands();
  }
}

void RawExchange::wait_until(SteadyClock::time_point when, Error otherwise) {
  deadline_.expires_at(when);
  deadline_.async_wait(
      [self = shared_from_this(), otherwise = std::move(otherwise)](error_code cancelled) {
        if (!cancelled) {
          self->finish(otherwise);
        }
      });
}

void RawExchange::wait_for_datagram(void (RawExchange::*then)()) {
  if (const auto due = channel_ == nullptr ? std::nullopt : channel_->retransmission_in()) {
    retransmission_.expires_after(*due);
    retransmission_.async_wait([self = shared_from_this(), then](error_code cancelled) {
      if (!cancelled && self->done_) {
        self->channel_->retransmit();
        self->socket_.cancel();
        self->wait_for_datagram(then);
      }
    });
  }
  socket_.async_wait(UdpSocket::wait_read, [self = shared_from_this(), then](error_code error) {
    if (!error && self->done_) {
      self->retransmission_.cancel();
      ((*self).*then)();
    }
  });
}

void RawExchange::shake_hands() {
  const auto over = channel_->shake_hands();
  if (!over) {
    finish(over.error());
  } else if (over.value()) {
    secured_(channel_->session());
    send();
  } else {
    wait_for_datagram(&RawExchange::shake_hands);
  }
}

void RawExchange::send() {
  Result<void> sent = success();
  if (channel_ != nullptr) {
    sent = channel_->write(order_.octets);
  } else {
    error_code error;
    socket_.send(asio::buffer(order_.octets), 0, error);
    sent = error ? Result<void>{fail(Errc::unreachable, error.message())} : success();
  }
  if (!sent || order_.then == harness::RawThen::reset) {
    finish(sent ? Result<Bytes>{Bytes{}} : sent.error());
    return;
  }
  wait_until(order_.until, fail(Errc::timed_out, "response: deadline passed"));
  wait_for_datagram(&RawExchange::receive);
}

void RawExchange::receive() {
  auto got = read();
  if (!got) {
    finish(got.error());
  } else if (got.value() && !is_empty_acknowledgement(*got.value())) {
    finish(std::move(*got.value()));
  } else {
    wait_for_datagram(&RawExchange::receive);
  }
}

/// One datagram; nothing when there is none.
Result<std::optional<Bytes>> RawExchange::read() {
  if (channel_ != nullptr) {
    return channel_->read();
  }
  Bytes octets(kMaxDatagram);
  error_code error;
  octets.resize(socket_.receive(asio::buffer(octets), 0, error));
  if (error == asio::error::would_block) {
    return std::optional<Bytes>{};
  }
  if (error) {
    return fail(Errc::unreachable, error.message());
  }
  return std::optional{std::move(octets)};
}

void RawExchange::finish(Result<Bytes> result) {
  if (auto done = std::exchange(done_, nullptr)) {
    cancel();
    done(std::move(result));
  }
}

void RawExchange::cancel() {
  done_ = nullptr;
  secured_ = nullptr;
  deadline_.cancel();
  retransmission_.cancel();
  channel_.reset();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace plumbline::adapters::coap
