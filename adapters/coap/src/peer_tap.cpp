#include "peer_tap.hpp"

#include "plumbline/adapters/loop/connection_number.hpp"
#include "plumbline/adapters/tls/context.hpp"

#include <chrono>
#include <utility>

namespace plumbline::adapters::coap {

PeerTap::PeerTap(harness::Tap* tap) : tap_(tap) {
  association_.session = loop::next_connection_number();
}

void PeerTap::secure(std::shared_ptr<ssl_st> session) {
  session_ = std::move(session);
  association_ = tls::association_of(session_, association_.session);
  record_event("connected: " + association_.protocol + ' ' + association_.cipher +
               (association_.peer.empty() ? "" : ", peer " + association_.peer));
}

void PeerTap::release() {
  session_.reset();
}

void PeerTap::record(harness::TapKind kind,
                     bool sent,
                     std::uint64_t exchange,
                     const Datagram& datagram,
                     std::optional<Json> primitive) {
  if (tap_ == nullptr) {
    return;
  }
  auto octets = to_octets(datagram);
  put({.kind = kind,
       .sent = sent,
       .exchange = exchange,
       .octets = octets ? std::move(octets).value() : Bytes{},
       .primitive = std::move(primitive)});
}

void PeerTap::record_octets(bool sent, const Bytes& octets, OptionNumbers numbers) {
  const auto datagram = parse_datagram(octets);
  const auto code = datagram ? datagram.value().message.code : Code{};
  if (is_request(code)) {
    const auto primitive = decode_request(datagram.value().message, numbers);
    auto shown = primitive ? std::optional{to_json(primitive.value())} : std::nullopt;
    record(harness::TapKind::request, sent, 1, datagram.value(), std::move(shown));
  } else if (is_response(code)) {
    const auto primitive = decode_response(datagram.value().message, numbers);
    auto shown = primitive ? std::optional{to_json(primitive.value())} : std::nullopt;
    record(harness::TapKind::response, sent, 1, datagram.value(), std::move(shown));
  } else {
    put({.kind = harness::TapKind::octets, .sent = sent, .exchange = 1, .octets = octets});
  }
}

void PeerTap::record_event(std::string text) {
  put({.kind = harness::TapKind::event, .text = std::move(text)});
}

void PeerTap::put(harness::TapMessage message) {
  if (tap_ == nullptr) {
    return;
  }
  message.connection = association_.session;
  message.at = std::chrono::steady_clock::now();
  message.association = association_;
  tap_->record(std::move(message));
}

}  // namespace plumbline::adapters::coap
