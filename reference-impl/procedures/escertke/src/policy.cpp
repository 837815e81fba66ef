#include "plumbline/escertke/policy.hpp"

#include <algorithm>

namespace plumbline::escertke {

Result<void> Policy::check_messages(MessageNumber number,
                                    const std::vector<channel::FlightMessage>& messages) const {
  return escertke::check_messages(number, messages);
}

Result<void> Policy::verify_peer(const PeerProof& proof) const {
  return crypto::verify_certificate(proof.chain, proof.anchors, proof.expected, proof.now);
}

bool Policy::timed_out(TimePoint began,
                       TimePoint now,
                       const EndPointConfiguration& configuration) const {
  return now - began >= configuration.time_out;
}

bool Policy::may_establish(const Result<void>& last_message,
                           const channel::TlsEndpoint& endpoint) const {
  return last_message.has_value() && endpoint.finished();
}

Result<keys::ExportedKey> Policy::export_key(const channel::TlsEndpoint& endpoint) const {
  PLUMBLINE_TRY(const auto octets,
                endpoint.export_keying_material(keys::kEsCertKeLabel, keys::kExportedSize));
  return keys::split_exported(octets.expose());
}

TimePoint Policy::expiry_of(const KeyLife& life) const {
  TimePoint expiry = std::min(life.now + life.longest, life.own.not_after());
  if (!life.peer.empty()) {
    expiry = std::min(expiry, life.peer.front().not_after());
  }
  return expiry;
}

}  // namespace plumbline::escertke
