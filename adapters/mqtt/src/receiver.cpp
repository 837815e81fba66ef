#include "receiver.hpp"

#include "plumbline/adapters/loop/answer_once.hpp"
#include "plumbline/core/quoted_name.hpp"

#include "identity.hpp"

#include <functional>
#include <string_view>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

using harness::TapKind;
using onem2m::Status;

/// Requests that may wait for their answers at once.
constexpr std::size_t kMostInService = 1024;

Topic response_topic_of(const Topic& request) {
  auto topic = request;
  topic.kind = counterpart(request.kind);
  return topic;
}

/// What can still be said when the serialization cannot carry an answer, or the text of a fault.
onem2m::ResponsePrimitive in_place_of(const onem2m::ResponsePrimitive& response) {
  const bool is_fault = number_of(response.status) >= number_of(Status::bad_request);
  return {.status = is_fault ? response.status : Status::internal_server_error,
          .request_id = response.request_id,
          .release_version = response.release_version};
}

}  // namespace

Receiver::Receiver(std::shared_ptr<Station> station,
                   std::shared_ptr<const harness::ListenOptions> options,
                   Wrapping wrapping)
    : station_(std::move(station)),
      options_(std::move(options)),
      wrapping_(wrapping),
      tap_(options_->tap, station_) {}

Result<void> Receiver::open() {
  PLUMBLINE_TRY(level_, level_of(options_->entity_id));
  PLUMBLINE_TRY(const auto filters, request_filters(options_->entity_id, options_->path));
  open_ = true;
  station_->join(*this);
  for (const auto& filter : filters) {
    station_->subscribe(filter);
  }
  return station_->open_now();
}

harness::Address Receiver::address() const {
  return {.scheme = options_->broker_tls ? "mqtts" : "mqtt",
          .host = options_->host,
          .port = options_->port,
          .path = options_->path};
}

bool Receiver::take(const Arrival& arrival) {
  const auto topic = parse_topic(arrival.topic, options_->path);
  if (!open_ || !topic || !is_request(topic.value().kind) ||
      level_of(topic.value().receiver).value() != level_) {
    return false;
  }
  const auto self = shared_from_this();  // the handler may end the listener
  serve(topic.value(), arrival);
  return true;
}

void Receiver::serve(const Topic& topic, const Arrival& arrival) {
  Service service{.topic = make_topic(response_topic_of(topic), options_->path).value(),
                  .form = {.serialization = topic.serialization,
                           .wrapping = wrapping_,
                           .octets = options_->bounds.body_octets},
                  .exchange = station_->next_exchange(),
                  .request = {}};
  auto primitive = decode_request(arrival.payload, service.form);
  tap_.message({.kind = primitive ? TapKind::request : TapKind::octets,
                .exchange = service.exchange,
                .topic = arrival.topic,
                .payload = arrival.payload},
               primitive ? &primitive.value() : nullptr);
  if (!primitive) {
    refuse(service, primitive.error());
    return;
  }
  service.request = {.originator = topic.originator,
                     .request_id = primitive.value().request_id,
                     .payload_hash = std::hash<std::string_view>{}(as_text(arrival.payload))};
  if (!is_repeated(service)) {
    hand_over(std::move(service), topic, std::move(primitive).value());
  }
}

void Receiver::refuse(const Service& service, const Fault& fault) {
  if (fault.request_id.empty()) {
    note("dropped a payload without request identifier: " + fault.detail);
    return;
  }
  answer(service, response_to(fault));
}

bool Receiver::is_repeated(const Service& service) {
  const auto known = window_.admit(*service.request, loop::SteadyClock::now());
  const auto name = quoted_name(service.request->request_id);
  switch (known.seen) {
    case RedeliveryWindow::Seen::never:
      return false;
    case RedeliveryWindow::Seen::in_service:
      note("delivered again while it is served: " + name);
      return true;
    case RedeliveryWindow::Seen::answered:
      note("delivered again, answered again: " + name);
      send(service, known.answer);
      return true;
  }
  return false;
}

void Receiver::hand_over(Service service, const Topic& topic, onem2m::RequestPrimitive primitive) {
  if (in_service_ >= kMostInService) {
    const auto busy =
        respond(primitive, Status::internal_server_error, "too many requests at once");
    answer(service, busy);
    return;
  }
  ++in_service_;
  auto association = association_of(station_->leg(), topic, primitive.from);
  association.session = station_->number();
  auto replier = loop::answer_once<harness::Reply>(
      [weak = weak_from_this(), service = std::move(service)](harness::Reply reply) {
        if (const auto receiver = weak.lock()) {
          receiver->deliver(service, std::move(reply));
        }
      },
      respond(primitive, Status::internal_server_error, "no reply was given"));
  const auto options = options_;
  options->handler({.primitive = std::move(primitive), .association = std::move(association)},
                   std::move(replier));
}

void Receiver::deliver(const Service& service, harness::Reply reply) {
  if (!open_) {
    return;
  }
  --in_service_;
  if (const auto* const raw = std::get_if<harness::RawReply>(&reply)) {
    if (!raw->octets.empty()) {
      auto stray = service;
      stray.topic = raw->topic.empty() ? service.topic : raw->topic;
      send(stray, std::make_shared<const Bytes>(raw->octets));
    }
    return;
  }
  answer(service, std::get<onem2m::ResponsePrimitive>(reply));
}

void Receiver::answer(const Service& service, const onem2m::ResponsePrimitive& response) {
  if (!try_to_answer(service, response) && !try_to_answer(service, in_place_of(response))) {
    note("left a request without an answer");
  }
}

bool Receiver::try_to_answer(const Service& service, const onem2m::ResponsePrimitive& response) {
  auto encoded = encode_response(response, service.form);
  if (!encoded) {
    note("cannot answer: " + encoded.error().detail);
    return false;
  }
  auto payload = std::make_shared<const Bytes>(std::move(encoded).value());
  tap_.message({.kind = TapKind::response,
                .sent = true,
                .exchange = service.exchange,
                .topic = service.topic,
                .payload = *payload},
               &response);
  publish(service, std::move(payload));
  return true;
}

void Receiver::send(const Service& service, Payload payload) {
  tap_.octets({.kind = TapKind::octets,
               .sent = true,
               .exchange = service.exchange,
               .topic = service.topic,
               .payload = *payload});
  publish(service, std::move(payload));
}

void Receiver::publish(const Service& service, Payload payload) {
  if (service.request) {
    window_.answered(*service.request, payload);
  }
  station_->publish(service.topic, std::move(payload));
}

void Receiver::session_lost() {
  // Whoever misses an answer asks again, and gets it from the window.
}

void Receiver::unreachable(const Error& /*error*/) {
  // open() says so.
}

void Receiver::shut_down() {
  tap_.detach();
  if (std::exchange(open_, false)) {
    station_->leave(*this);
  }
}

void Receiver::note(const std::string& event) {
  tap_.event(event);
}

}  // namespace plumbline::adapters::mqtt
