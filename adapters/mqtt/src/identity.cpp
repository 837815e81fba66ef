#include "identity.hpp"

namespace plumbline::adapters::mqtt {
namespace {

/// What some AEs that want an AE-ID put where the standard has registration topics.
bool is_nobody(std::string_view originator) {
  return originator == "/C" || originator == "/S";
}

bool names_same(std::string_view originator, std::string_view from) {
  const auto level = level_of(originator);
  const auto claimed = level_of(from);
  return level && claimed && level.value() == claimed.value();
}

}  // namespace

onem2m::Association association_of(const Leg& leg, const Topic& topic, std::string_view from) {
  auto association = leg.association();
  association.proof = onem2m::PeerProof::broker;
  if (topic.kind == TopicKind::registration_request) {
    association.peer = topic.originator;
    association.proof = leg.secured() ? onem2m::PeerProof::broker : onem2m::PeerProof::none;
  } else if (is_nobody(topic.originator)) {
    association.peer.clear();
    association.proof = onem2m::PeerProof::none;
  } else {
    association.peer = names_same(topic.originator, from) ? std::string{from} : topic.originator;
  }
  return association;
}

}  // namespace plumbline::adapters::mqtt
