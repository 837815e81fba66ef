#include "raw_exchange.hpp"

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

RawExchange::RawExchange(std::shared_ptr<Loop> loop,
                         harness::ConnectOptions options,
                         OptionNumbers numbers,
                         RawOctets raw)
    : loop_(std::move(loop)),
      options_(std::move(options)),
      numbers_(numbers),
      raw_(std::move(raw)),
      tap_(options_.tap),
      socket_(loop_->context()),
      deadline_(loop_->context()),
      retransmission_(loop_->context()) {}

void RawExchange::start(SteadyClock::time_point until, Done done) {
  until_ = until;
  done_ = std::move(done);
  if (const auto connected = connect(); !connected) {
    finish(connected.error());
  } else if (channel_ == nullptr) {
    send();
  } else {
    wait_until(std::min(until_, SteadyClock::now() + options_.bounds.handshake),
               fail(Errc::unreachable, "handshake refused: no end before its deadline"));
    shake_hands();
  }
}

Result<void> RawExchange::connect() {
  PLUMBLINE_TRY(const auto to, resolve(*loop_, options_.address.host, options_.address.port));
  error_code error;
  socket_.connect(to, error);
  if (!error) {
    socket_.native_non_blocking(true, error);
  }
  if (error) {
    return fail(Errc::unreachable, to_uri(options_.address) + ": " + error.message());
  }
  if (options_.tls) {
    PLUMBLINE_TRY(tls_, tls::make_datagram_client_context(*options_.tls));
    channel_ = std::make_unique<tls::DatagramChannel>(tls_, socket_.native_handle());
  }
  return success();
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
    tap_.secure(channel_->session());
    send();
  } else {
    wait_for_datagram(&RawExchange::shake_hands);
  }
}

void RawExchange::send() {
  tap_.record_octets(true, raw_.octets, numbers_);
  Result<void> sent = success();
  if (channel_ != nullptr) {
    sent = channel_->write(raw_.octets);
  } else {
    error_code error;
    socket_.send(asio::buffer(raw_.octets), 0, error);
    sent = error ? Result<void>{fail(Errc::unreachable, error.message())} : success();
  }
  if (!sent || raw_.then == harness::RawThen::reset) {
    finish(sent ? Result<Bytes>{Bytes{}} : sent.error());
    return;
  }
  wait_until(until_, fail(Errc::timed_out, "response: deadline passed"));
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
    if (result && !result.value().empty()) {
      tap_.record_octets(false, result.value(), numbers_);
    }
    cancel();
    done(std::move(result));
  }
}

void RawExchange::cancel() {
  done_ = nullptr;
  tap_.detach();
  tap_.release();
  deadline_.cancel();
  retransmission_.cancel();
  channel_.reset();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace plumbline::adapters::coap
