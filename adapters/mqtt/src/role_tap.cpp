#include "role_tap.hpp"

#include <utility>

namespace plumbline::adapters::mqtt {

RoleTap::RoleTap(harness::Tap* tap, std::shared_ptr<const Station> station)
    : tap_(tap),
      station_(std::move(station)) {}

void RoleTap::octets(const Message& message) const {
  if (tap_ != nullptr) {
    record(message, {});
  }
}

void RoleTap::event(std::string text) const {
  if (tap_ != nullptr) {
    tap_->record({.kind = harness::TapKind::event,
                  .connection = station_->number(),
                  .at = loop::SteadyClock::now(),
                  .octets = {},
                  .primitive = {},
                  .text = std::move(text),
                  .association = station_->association()});
  }
}

void RoleTap::record(const Message& message, std::optional<Json> primitive) const {
  tap_->record({.kind = message.kind,
                .sent = message.sent,
                .connection = station_->number(),
                .exchange = message.exchange,
                .at = loop::SteadyClock::now(),
                .octets = message.payload,
                .primitive = std::move(primitive),
                .text = message.topic,
                .association = station_->association()});
}

}  // namespace plumbline::adapters::mqtt
