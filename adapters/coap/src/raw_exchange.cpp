#include "raw_exchange.hpp"

#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/post.hpp>

#include <string>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

/// RFC 7252 clause 4.2: says only that the request has arrived.
bool is_empty_acknowledgement(ByteView octets) {
  const auto datagram = parse_datagram(octets);
  return datagram && datagram.value().type == Type::ack && datagram.value().message.code == 0;
}

}  // namespace

RawExchange::RawExchange(std::shared_ptr<Loop> loop)
    : loop_(std::move(loop)),
      socket_(loop_->context()),
      timer_(loop_->context()) {}

void RawExchange::start(const harness::Address& to,
                        const Bytes& octets,
                        harness::RawThen then,
                        SteadyClock::time_point until,
                        Done done) {
  done_ = std::move(done);
  asio::ip::basic_resolver<asio::ip::udp, loop::Executor> resolver{loop_->context()};
  error_code error;
  const auto found = resolver.resolve(to.host, std::to_string(to.port), error);
  if (!error) {
    socket_.connect(found.begin()->endpoint(), error);
  }
  if (!error) {
    socket_.send(asio::buffer(octets), 0, error);
  }
  if (error) {
    finish(fail(Errc::unreachable, to_uri(to) + ": " + error.message()));
    return;
  }
  if (then == harness::RawThen::reset) {
    finish(Bytes{});
    return;
  }
  timer_.expires_at(until);
  timer_.async_wait([self = shared_from_this()](error_code cancelled) {
    if (!cancelled) {
      self->finish(fail(Errc::timed_out, "response: deadline passed"));
    }
  });
  receive();
}

void RawExchange::receive() {
  socket_.async_receive(asio::buffer(buffer_),
                        [self = shared_from_this()](error_code error, std::size_t size) {
                          const auto octets = ByteView{self->buffer_}.first(size);
                          if (error) {
                            self->finish(fail(Errc::unreachable, error.message()));
                          } else if (is_empty_acknowledgement(octets)) {
                            self->receive();
                          } else {
                            self->finish(Bytes{octets.begin(), octets.end()});
                          }
                        });
}

void RawExchange::finish(Result<Bytes> result) {
  if (auto done = std::exchange(done_, nullptr)) {
    cancel();
    done(std::move(result));
  }
}

void RawExchange::cancel() {
  done_ = nullptr;
  timer_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace plumbline::adapters::coap
