#include "connection.hpp"

#include "plumbline/adapters/loop/connection_number.hpp"

#include "waker.hpp"

#include <MQTTClientPersistence.h>

#include <new>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

constexpr int kAtLeastOnce = 1;  // TS-0010 clause 6.3.3: QoS 1
constexpr int kKeepAlive = 20;   // seconds

Error failure(const char* what, int code) {
  return fail(Errc::unreachable, std::string{what} + ": " + MQTTAsync_strerror(code));
}

/// Paho's words, then OpenSSL's.
std::string describe(const MQTTAsync_failureData* data, std::string_view errors) {
  std::string text = data != nullptr && data->message != nullptr ? data->message : "refused";
  if (data != nullptr && data->code != 0) {
    text += " (" + std::to_string(data->code) + ')';
  }
  while (errors.ends_with('\n')) {
    errors.remove_suffix(1);
  }
  return errors.empty() ? text : text + ", handshake: " + std::string{errors};
}

}  // namespace

Connection::Connection(std::shared_ptr<const Leg> leg,
                       const std::string& client_id,
                       bool clean,
                       std::shared_ptr<Mailbox> mailbox)
    : number_(loop::next_connection_number()),
      leg_(std::move(leg)),
      clean_(clean),
      mailbox_(std::move(mailbox)) {
  wake_paho();  // its threads outlive this
  if (MQTTAsync_create(
          &handle_, leg_->uri().c_str(), client_id.c_str(), MQTTCLIENT_PERSISTENCE_NONE, nullptr) !=
      MQTTASYNC_SUCCESS) {
    throw std::bad_alloc{};  // everything else was checked before
  }
  MQTTAsync_setCallbacks(handle_, this, on_lost, on_arrival, nullptr);
}

Connection::~Connection() {
  // Waits for a callback that is being called; there are none afterwards.
  MQTTAsync_destroy(&handle_);
}

void Connection::put(Event event) const {
  event.connection = number_;
  mailbox_->put(std::move(event));
}

Result<void> Connection::open() {
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  options.MQTTVersion = MQTTVERSION_3_1_1;  // TS-0010 clause 5.1
  options.cleansession = clean_ ? 1 : 0;
  options.keepAliveInterval = kKeepAlive;
  options.onSuccess = on_connected;
  options.onFailure = on_refused;
  options.context = this;
  MQTTAsync_SSLOptions tls{};
  if (leg_->secured()) {
    tls = leg_->options(errors_);
    options.ssl = &tls;
  }
  if (const int code = MQTTAsync_connect(handle_, &options); code != MQTTASYNC_SUCCESS) {
    return failure("connect", code);
  }
  return success();
}

Result<int> Connection::subscribe(const std::string& filter) {
  MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
  options.onSuccess = on_subscribed;
  options.onFailure = on_not_subscribed;
  options.context = this;
  const int code = MQTTAsync_subscribe(handle_, filter.c_str(), kAtLeastOnce, &options);
  if (code != MQTTASYNC_SUCCESS) {
    return failure("subscribe", code);
  }
  return options.token;
}

Result<int> Connection::publish(const std::string& topic, ByteView payload) {
  MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
  options.onSuccess = on_acknowledged;
  options.context = this;
  const int code = MQTTAsync_send(handle_,
                                  topic.c_str(),
                                  static_cast<int>(payload.size()),
                                  payload.data(),
                                  kAtLeastOnce,
                                  0,
                                  &options);
  if (code != MQTTASYNC_SUCCESS) {
    return failure("publish", code);
  }
  return options.token;
}

void Connection::on_connected(void* self, MQTTAsync_successData* data) {
  static_cast<const Connection*>(self)->put(
      {.kind = Event::Kind::connected, .session_present = data->alt.connect.sessionPresent != 0});
}

void Connection::on_refused(void* self, MQTTAsync_failureData* data) {
  const auto& connection = *static_cast<const Connection*>(self);
  connection.put({.kind = Event::Kind::refused, .text = describe(data, connection.errors_)});
}

void Connection::on_lost(void* self, char* cause) {
  static_cast<const Connection*>(self)->put(
      {.kind = Event::Kind::lost, .text = cause == nullptr ? "by the broker" : cause});
}

void Connection::on_subscribed(void* self, MQTTAsync_successData* data) {
  static_cast<const Connection*>(self)->put(
      {.kind = Event::Kind::subscribed, .token = data->token});
}

void Connection::on_not_subscribed(void* self, MQTTAsync_failureData* data) {
  static_cast<const Connection*>(self)->put(
      {.kind = Event::Kind::not_subscribed, .token = data->token, .text = describe(data, "")});
}

void Connection::on_acknowledged(void* self, MQTTAsync_successData* data) {
  static_cast<const Connection*>(self)->put(
      {.kind = Event::Kind::acknowledged, .token = data->token});
}

int Connection::on_arrival(void* self, char* topic, int topic_size, MQTTAsync_message* message) {
  // Without a NUL octet in the topic Paho gives no size.
  Arrival arrival{.topic = topic_size > 0 ? std::string{topic, static_cast<std::size_t>(topic_size)}
                                          : std::string{topic},
                  .payload = {},
                  .retained = message->retained != 0};
  const auto* const octets = static_cast<const std::uint8_t*>(message->payload);
  arrival.payload.assign(octets, octets + message->payloadlen);
  static_cast<const Connection*>(self)->mailbox_->put(std::move(arrival));
  MQTTAsync_freeMessage(&message);
  MQTTAsync_free(topic);
  return 1;
}

}  // namespace plumbline::adapters::mqtt
