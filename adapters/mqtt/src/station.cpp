#include "station.hpp"

#include "plumbline/adapters/loop/connection_number.hpp"
#include "plumbline/core/quoted_name.hpp"

#include "send_at_once.hpp"
#include "wake_paho.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

/// Between two attempts to connect again: doubled from one to the next.
constexpr std::chrono::milliseconds kFirstDelay{20};
constexpr std::chrono::milliseconds kLongestDelay{1000};
/// Between two looks at a connection that is awaited here.
constexpr std::chrono::milliseconds kLook{3};
/// On a busy machine Paho gives up a connection that is hardly begun, with no better word than
/// "socket error".
constexpr int kAttempts = 3;

}  // namespace

Station::Station(std::shared_ptr<loop::Loop> loop, Options options)
    : loop_(std::move(loop)),
      options_(std::move(options)),
      number_(loop::next_connection_number()),
      timer_(loop_->context()),
      wiped_(!options_.fresh) {}

void Station::join(Role& role) {
  roles_.push_back(&role);
}

void Station::leave(Role& role) {
  std::erase(roles_, &role);
  if (roles_.empty()) {
    disconnect();
  }
}

void Station::shut_down() {
  disconnect();
}

void Station::subscribe(const std::string& filter) {
  if (std::ranges::find(filters_, filter) != filters_.end()) {
    return;
  }
  filters_.push_back(filter);
  if (state_ == State::subscribing || state_ == State::ready) {
    state_ = State::subscribing;
    wake_after(options_.patience);
    subscribe_on_connection(filter);
  }
}

void Station::open() {
  if (state_ == State::idle) {
    connect();
  }
}

Result<void> Station::open_now() {
  const auto until = loop::SteadyClock::now() + options_.patience;
  for (int attempt = 0; attempt < kAttempts && state_ != State::ready; ++attempt) {
    open();
    await_connection(until);
  }
  if (state_ == State::ready) {
    return success();
  }
  return fail(
      Errc::io,
      "broker " + options_.leg->uri() + ": " + (trouble_.empty() ? "no answer in time" : trouble_));
}

void Station::await_connection(loop::SteadyClock::time_point until) {
  while (state_ != State::ready && state_ != State::idle && loop::SteadyClock::now() < until) {
    if (mailbox_->await_event(loop::SteadyClock::now() + kLook)) {
      take_events();
    } else {
      wake_paho();
    }
  }
}

std::uint64_t Station::publish(std::string topic, Payload payload, std::function<void()> sent) {
  const auto number = ++publication_;
  auto& publication = outbox_[number];
  publication = {.topic = std::move(topic), .payload = std::move(payload), .tell = std::move(sent)};
  if (state_ == State::ready) {
    send(number, publication);
  }
  return number;
}

void Station::withdraw(std::uint64_t publication) {
  outbox_.erase(publication);
}

bool Station::is_waiting(std::uint64_t publication) const {
  return outbox_.contains(publication);
}

bool Station::receives_requests() const noexcept {
  return std::ranges::any_of(roles_, [](const auto* role) { return role->receives_requests(); });
}

onem2m::Association Station::association() const {
  auto association = state_ == State::ready ? options_.leg->association() : onem2m::Association{};
  association.session = number_;
  return association;
}

void Station::make_mailbox() {
  const auto weak = weak_from_this();
  const auto waking = [&weak](auto method) {
    return [weak, method] {
      if (const auto self = weak.lock()) {
        ((*self).*method)();
      }
    };
  };
  mailbox_ = std::make_shared<Mailbox>(
      loop_->context(), waking(&Station::take_events), waking(&Station::take_arrivals));
}

void Station::connect() {
  if (mailbox_ == nullptr) {
    make_mailbox();
  }
  state_ = State::connecting;
  tokens_.clear();
  for (auto& [number, publication] : outbox_) {
    publication.sent = false;
  }
  connection_ = std::make_unique<Connection>(options_.leg, options_.client_id, !wiped_, mailbox_);
  wake_after(options_.patience);
  if (const auto opened = connection_->open(); !opened) {
    broken(opened.error().detail);
  }
  nudge();
}

void Station::disconnect() {
  connection_.reset();
  timer_.cancel();
  outbox_.clear();
  tokens_.clear();
  state_ = State::idle;
  was_ready_ = false;
}

void Station::take_events() {
  const auto self = shared_from_this();
  while (auto event = mailbox_->take_event()) {
    if (connection_ != nullptr && event->connection == connection_->number()) {
      handle(*event);
    }
  }
}

void Station::handle(const Event& event) {
  switch (event.kind) {
    case Event::Kind::connected:
      connected(event.session_present);
      break;
    case Event::Kind::refused:
      broken(event.text);
      break;
    case Event::Kind::lost:
      broken("lost: " + event.text);
      break;
    case Event::Kind::subscribed:
      if (--unsubscribed_ == 0) {
        become_ready();
      }
      break;
    case Event::Kind::not_subscribed:
      broken("subscription " + event.text);
      break;
    case Event::Kind::acknowledged:
      acknowledged(event.token);
      break;
  }
}

void Station::connected(bool session_present) {
  if (!wiped_) {
    wiped_ = true;
    connect();  // now with a session
    return;
  }
  send_at_once(options_.leg->port());
  trouble_.clear();
  resumed_ = session_present;
  if (was_ready_ && !session_present) {
    for (auto* const role : roles_) {
      role->session_lost();
    }
  }
  state_ = State::subscribing;
  unsubscribed_ = 0;
  for (const auto& filter : filters_) {
    subscribe_on_connection(filter);
  }
}

void Station::subscribe_on_connection(const std::string& filter) {
  ++unsubscribed_;
  if (const auto token = connection_->subscribe(filter); !token) {
    note(token.error().detail);  // the connection is lost: its event is on the way
  }
}

void Station::become_ready() {
  timer_.cancel();
  state_ = State::ready;
  was_ready_ = true;
  delay_ = kFirstDelay;
  note("connected to " + options_.leg->uri() + " as " + options_.client_id +
       (resumed_ ? ", session resumed" : ""));
  for (auto& [number, publication] : outbox_) {
    if (!publication.sent) {
      send(number, publication);
    }
  }
}

void Station::send(std::uint64_t number, Publication& publication) {
  const auto token = connection_->publish(publication.topic, *publication.payload);
  if (token) {
    publication.sent = true;
    tokens_[token.value()] = number;
    if (const auto tell = std::exchange(publication.tell, nullptr)) {
      tell();
    }
    nudge();
  } else {
    note(token.error().detail);  // the connection is lost: it stays in the outbox
  }
}

void Station::acknowledged(int token) {
  if (const auto known = tokens_.find(token); known != tokens_.end()) {
    outbox_.erase(known->second);
    tokens_.erase(known);
  }
}

void Station::broken(const std::string& why) {
  connection_.reset();
  trouble_ = why;
  note("disconnected: " + why);
  const bool awaited = std::ranges::any_of(roles_, [](const auto* role) { return role->waits(); });
  if (was_ready_ && !awaited) {
    timer_.cancel();
    state_ = State::idle;
    return;
  }
  if (was_ready_) {
    state_ = State::waiting;
    wake_after(delay_);
    delay_ = std::min(2 * delay_, kLongestDelay);
    return;
  }
  timer_.cancel();
  state_ = State::idle;
  outbox_.clear();
  const auto error = fail(Errc::unreachable, "broker " + options_.leg->uri() + ": " + why);
  for (auto* const role : roles_) {
    role->unreachable(error);
  }
}

void Station::take_arrivals() {
  const auto self = shared_from_this();
  if (const auto dropped = mailbox_->take_dropped(); dropped > 0) {
    note("dropped " + std::to_string(dropped) + " messages: too many wait");
  }
  if (const auto arrival = mailbox_->take_arrival()) {  // one for each call, so that others get on
    route(*arrival);
  }
}

void Station::route(const Arrival& arrival) {
  if (arrival.retained) {  // TS-0010 clause 6.3.3: there are none
    note("dropped a retained message on " + quoted_name(arrival.topic));
    return;
  }
  const auto roles = roles_;  // callbacks may add and remove
  for (auto* const role : roles) {
    if (std::ranges::find(roles_, role) != roles_.end() && role->take(arrival)) {
      return;
    }
  }
  if (std::ranges::any_of(roles_, [&](Role* role) { return role->drop(arrival); })) {
    return;
  }
  note("dropped a message on " + quoted_name(arrival.topic) + ": not for this entity");
}

void Station::note(const std::string& event) {
  if (!roles_.empty()) {
    roles_.front()->note(event);
  }
}

void Station::wake_after(std::chrono::milliseconds delay) {
  timer_.expires_after(delay);
  timer_.async_wait([weak = weak_from_this()](loop::error_code error) {
    if (const auto self = weak.lock(); self != nullptr && !error) {
      self->woken();
    }
  });
}

void Station::woken() {
  if (state_ == State::waiting) {
    connect();
  } else if (state_ == State::connecting || state_ == State::subscribing) {
    broken("no answer in time");
  }
}

bool Station::waits_for_paho() const {
  return state_ == State::connecting || state_ == State::subscribing ||
         (state_ == State::ready && !tokens_.empty());
}

void Station::nudge() {
  if (nudging_ || !waits_for_paho()) {
    return;
  }
  nudging_ = true;
  options_.nudger->watch([weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self != nullptr) {
      self->nudging_ = self->waits_for_paho();
    }
    return self != nullptr && self->nudging_;
  });
}

}  // namespace plumbline::adapters::mqtt
