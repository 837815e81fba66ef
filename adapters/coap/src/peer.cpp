#include "peer.hpp"

#include "declared_form.hpp"
#include "upper_tester.hpp"

#include <utility>

namespace plumbline::adapters::coap {
namespace {

using harness::TapKind;
using onem2m::Status;

}  // namespace

Peer::Peer(std::shared_ptr<const Service> service,
           std::shared_ptr<Library> library,
           coap_session_t& session)
    : service_(std::move(service)),
      library_(std::move(library)),
      session_(&session),
      tap_(service_->options.tap),
      blocks_({.datagram = kMessage,
               .body = service_->options.bounds.body_octets,
               .idle = service_->options.bounds.idle}) {}

std::optional<Message> Peer::take(const Datagram& datagram) {
  if (const auto* const known = duplicates_.find(datagram)) {
    return known->answer;
  }
  auto taken = blocks_.take(datagram.message, SteadyClock::now());
  if (auto* const answer = std::get_if<Message>(&taken)) {
    duplicates_.remember(datagram, *answer);
    return std::move(*answer);
  }
  auto pending = std::make_shared<Pending>(Pending{.last = datagram, .exchange = ++exchange_});
  serve(pending, std::get<BlockServer::Whole>(taken).request);
  pending->at_once = false;
  duplicates_.remember(datagram, pending->answer);
  return pending->answer;
}

void Peer::leave() {
  session_ = nullptr;
  tap_.release();
  tap_.detach();
}

void Peer::serve(const std::shared_ptr<Pending>& pending, const Message& request) {
  if (is_upper_tester_request(request)) {
    show_request(*pending, request, {});
    serve_command(pending, request);
    return;
  }
  const auto standard = without_deviations(request, service_->numbers, service_->options.dialect);
  auto primitive = decode_request(standard ? *standard : request, service_->numbers);
  std::optional<Json> shown;
  if (primitive && tap_.tapped()) {
    shown = to_json(primitive.value());
  }
  show_request(*pending, request, std::move(shown));
  if (!primitive) {
    answer(*pending, encode_fault(request, primitive.error(), service_->numbers), {});
    return;
  }
  pending->operation = primitive.value().operation;
  pending->format = answer_format_of(request);
  hand_over(pending, std::move(primitive).value());
}

void Peer::show_request(const Pending& pending,
                        const Message& request,
                        std::optional<Json> primitive) {
  if (tap_.tapped()) {
    auto whole = pending.last;
    whole.message = request;
    tap_.record(TapKind::request, false, pending.exchange, whole, std::move(primitive));
  }
}

void Peer::serve_command(const std::shared_ptr<Pending>& pending, const Message& request) {
  auto command = decode_command(request);
  const auto& upper_tester = service_->options.upper_tester;
  if (!upper_tester) {
    command =
        Fault{.code = code_of(404), .status = Status::not_found, .detail = "no upper tester here"};
  }
  if (!command) {
    answer(*pending, encode_fault(request, command.error(), service_->numbers), {});
    return;
  }
  upper_tester(std::move(command).value(),
               [weak = weak_from_this(), pending](const harness::UpperTesterAnswer& given) {
                 if (const auto self = weak.lock()) {
                   self->answer(*pending, encode_answer(given), {});
                 }
               });
}

void Peer::hand_over(const std::shared_ptr<Pending>& pending, onem2m::RequestPrimitive primitive) {
  const auto& handler = service_->options.handler;
  harness::IncomingRequest incoming{.primitive = std::move(primitive),
                                    .association = tap_.association()};
  handler(std::move(incoming), [weak = weak_from_this(), pending](harness::Reply given) {
    if (const auto self = weak.lock()) {
      self->reply(*pending, std::move(given));
    }
  });
}

void Peer::reply(Pending& pending, harness::Reply reply) {
  if (auto* const raw = std::get_if<harness::RawReply>(&reply)) {
    // A response of another make; octets that are none stay unsent, like an answer that stalls.
    auto datagram = parse_datagram(raw->octets);
    if (datagram && raw->then != harness::RawReply::Then::stall) {
      answer(pending, std::move(datagram).value().message, {});
    }
    return;
  }
  const auto& primitive = std::get<onem2m::ResponsePrimitive>(reply);
  auto response = encode_response(primitive, pending.operation, service_->numbers, pending.format);
  if (!response) {
    const Fault fault{.code = code_of(500),
                      .status = Status::internal_server_error,
                      .detail = response.error().detail};
    answer(pending, encode_fault(pending.last.message, fault, service_->numbers), {});
    return;
  }
  std::optional<Json> shown;
  if (tap_.tapped()) {
    shown = to_json(primitive);
  }
  answer(pending, std::move(response).value(), std::move(shown));
}

void Peer::answer(Pending& pending, Message response, std::optional<Json> primitive) {
  if (session_ == nullptr || std::exchange(pending.answered, true)) {
    return;
  }
  const bool confirmed = pending.last.type == Type::con;
  Datagram whole{.type = confirmed ? Type::ack : Type::non,
                 .message_id = pending.last.message_id,
                 .token = pending.last.token};
  if (tap_.tapped()) {
    whole.message = response;
  }
  auto first = blocks_.give(pending.last.message, std::move(response), SteadyClock::now());
  if (pending.at_once) {
    pending.answer = std::move(first);
  } else {
    // RFC 7252 clause 5.2.2: a separate response.
    whole.type = confirmed ? Type::con : Type::non;
    const auto sent = send(*session_, whole.type, pending.last.token, first);
    if (!sent) {
      tap_.record_event("response not sent: " + sent.error().detail);
      return;
    }
    whole.message_id = sent.value();
  }
  tap_.record(TapKind::response, true, pending.exchange, whole, std::move(primitive));
  library_->process();
}

}  // namespace plumbline::adapters::coap
