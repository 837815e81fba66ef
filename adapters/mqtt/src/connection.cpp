#include "connection.hpp"

#include "plumbline/adapters/loop/connection_number.hpp"

#include "wake_paho.hpp"

#include <latch>
#include <limits>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

constexpr int kAtLeastOnce = 1;  // TS-0010 clause 6.3.3: QoS 1
constexpr std::chrono::seconds kKeepAlive{20};

/// As many may wait for the broker as their senders let wait.
paho::create_options without_bound() {
  paho::create_options options{MQTTVERSION_3_1_1};  // TS-0010 clause 5.1
  options.set_max_buffered_messages(std::numeric_limits<int>::max());
  return options;
}

Error failure(const char* what, const paho::exception& error) {
  return fail(Errc::unreachable, std::string{what} + ": " + error.what());
}

/// Why a call that has failed did so. Paho tells by an exception only.
std::string reason_of(const paho::token& token) {
  try {
    if (token.get_type() == paho::token::CONNECT) {
      token.get_connect_response();
    } else {
      token.get_subscribe_response();
    }
  } catch (const paho::exception& error) {
    const auto& text = error.get_message();
    return (text.empty() ? "refused" : text) + " (" + std::to_string(error.get_return_code()) + ')';
  }
  return {};
}

std::string without_line_end(std::string text) {
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

/// Returns when there is nothing to stay for any more.
void stay(const std::stop_token& over) {
  std::latch end{1};
  const std::stop_callback release{over, [&end] { end.count_down(); }};
  end.wait();
}

}  // namespace

Connection::Connection(std::shared_ptr<const Leg> leg,
                       const std::string& client_id,
                       bool clean,
                       std::shared_ptr<Mailbox> mailbox)
    : number_(loop::next_connection_number()),
      leg_(std::move(leg)),
      clean_(clean),
      mailbox_(std::move(mailbox)),
      client_(leg_->uri(), client_id, without_bound()) {
  wake_paho();  // its threads outlive this
  client_.set_connection_lost_handler([this](const std::string& cause) {
    put({.kind = Event::Kind::lost, .text = cause.empty() ? "by the broker" : cause});
  });
  client_.set_message_callback([this](const paho::const_message_ptr& message) {
    const auto octets = as_bytes(message->get_payload());
    mailbox_->put(Arrival{.topic = message->get_topic(),
                          .payload = {octets.begin(), octets.end()},
                          .retained = message->is_retained()});
  });
}

void Connection::put(Event event) const {
  event.connection = number_;
  mailbox_->put(std::move(event));
}

paho::connect_options Connection::options() {
  paho::connect_options options;
  options.set_mqtt_version(MQTTVERSION_3_1_1);
  options.set_clean_session(clean_);
  options.set_keep_alive_interval(kKeepAlive);
  if (leg_->secured()) {
    leg_->secure(tls_, [this](const std::string& text) { errors_ += text; });
    options.set_ssl(tls_);
  }
  return options;
}

Result<void> Connection::open() {
  std::promise<Result<void>> started;
  auto outcome = started.get_future();
  holder_ = std::jthread{[this, started = std::move(started)](const std::stop_token& over) mutable {
    connect(over, started);
  }};
  return outcome.get();
}

/// Paho MQTT C++ 1.2.0 copies the options, and the callbacks of the TLS handshake refer to that
/// copy for as long as the client lives (a broker may negotiate again). The copy is an argument: it
/// lives until the end of the expression with the call. So that expression lasts as long as the
/// client.
void Connection::connect(const std::stop_token& over, std::promise<Result<void>>& started) {
  const auto hold = [&](const paho::token_ptr& /*connecting*/) {
    started.set_value(success());
    stay(over);
  };
  try {
    hold(client_.connect(options(), nullptr, *this));
  } catch (const paho::exception& error) {
    started.set_value(failure("connect", error));
  }
}

Result<int> Connection::subscribe(const std::string& filter) {
  try {
    return client_.subscribe(filter, kAtLeastOnce, nullptr, *this)->get_message_id();
  } catch (const paho::exception& error) {
    return failure("subscribe", error);
  }
}

Result<int> Connection::publish(const std::string& topic, ByteView payload) {
  try {
    return client_
        .publish(topic, payload.data(), payload.size(), kAtLeastOnce, false, nullptr, *this)
        ->get_message_id();
  } catch (const paho::exception& error) {
    return failure("publish", error);
  }
}

void Connection::on_success(const paho::token& token) {
  switch (token.get_type()) {
    case paho::token::CONNECT:
      put({.kind = Event::Kind::connected,
           .session_present = token.get_connect_response().is_session_present()});
      break;
    case paho::token::SUBSCRIBE:
      put({.kind = Event::Kind::subscribed, .token = token.get_message_id()});
      break;
    default:
      put({.kind = Event::Kind::acknowledged, .token = token.get_message_id()});
  }
}

void Connection::on_failure(const paho::token& token) {
  if (token.get_type() == paho::token::CONNECT) {
    const auto errors = without_line_end(errors_);
    put({.kind = Event::Kind::refused,
         .text = reason_of(token) + (errors.empty() ? "" : ", handshake: " + errors)});
  } else if (token.get_type() == paho::token::SUBSCRIBE) {
    put({.kind = Event::Kind::not_subscribed,
         .token = token.get_message_id(),
         .text = reason_of(token)});
  }
}

}  // namespace plumbline::adapters::mqtt
