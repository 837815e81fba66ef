#include "mailbox.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace plumbline::adapters::mqtt {

Mailbox::Mailbox(loop::asio::io_context& context, Wake events, Wake arrivals)
    : context_(context),
      on_events_(std::move(events)),
      on_arrivals_(std::move(arrivals)) {}

void Mailbox::put(Event event) {
  {
    const std::lock_guard lock{mutex_};
    events_.push_back(std::move(event));
  }
  there_is_one_.notify_one();
  loop::asio::post(context_, on_events_);
}

void Mailbox::put(Arrival arrival) {
  {
    const std::lock_guard lock{mutex_};
    const auto size = arrival.topic.size() + arrival.payload.size();
    if (octets_ + size > kMostOctets) {
      ++dropped_;
    } else {
      octets_ += size;
      arrivals_.push_back(std::move(arrival));
    }
  }
  loop::asio::post(context_, on_arrivals_);
}

std::optional<Event> Mailbox::take_event() {
  const std::lock_guard lock{mutex_};
  if (events_.empty()) {
    return std::nullopt;
  }
  auto event = std::move(events_.front());
  events_.pop_front();
  return event;
}

std::optional<Arrival> Mailbox::take_arrival() {
  const std::lock_guard lock{mutex_};
  if (arrivals_.empty()) {
    return std::nullopt;
  }
  auto arrival = std::move(arrivals_.front());
  arrivals_.pop_front();
  octets_ -= arrival.topic.size() + arrival.payload.size();
  return arrival;
}

std::size_t Mailbox::take_dropped() {
  const std::lock_guard lock{mutex_};
  return std::exchange(dropped_, 0);
}

bool Mailbox::await_event(loop::SteadyClock::time_point until) {
  std::unique_lock lock{mutex_};
  return there_is_one_.wait_until(lock, until, [this] { return !events_.empty(); });
}

}  // namespace plumbline::adapters::mqtt
