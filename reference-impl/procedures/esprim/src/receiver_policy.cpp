#include "plumbline/esprim/receiver_policy.hpp"

#include "plumbline/esprim/inner_primitive.hpp"

#include <algorithm>

namespace plumbline::esprim {

namespace {

template <typename T>
bool contains(const std::vector<T>& list, const T& wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

}  // namespace

bool ReceiverPolicy::may_fetch(std::string_view key_id,
                               const ReceiverConfiguration& configuration) const {
  const std::size_t at = key_id.rfind('@');
  return at != std::string_view::npos &&
         contains(configuration.key_authorities, std::string{key_id.substr(at + 1)});
}

bool ReceiverPolicy::accepts_receiver_object(const IssuedObject& issued,
                                             std::string_view originator,
                                             TimePoint now) const {
  return !expired(issued.object, now) && (!issued.originator || *issued.originator == originator);
}

bool ReceiverPolicy::accepts_originator_object(const RandObject& originator,
                                               const RandObject& receiver,
                                               TimePoint now) const {
  return !expired(originator, now) && originator.expires <= receiver.expires;
}

bool ReceiverPolicy::accepts_key_generation(const ObjectHeader& header,
                                            const RandObject& originator,
                                            const RandObject& receiver) const {
  return header.alg == "dir" && contains(receiver.key_gens, originator.key_gens.at(0));
}

bool ReceiverPolicy::accepts_protocol(const ObjectHeader& header,
                                      const RandObject& originator,
                                      const RandObject& receiver) const {
  const auto protocol = protocol_named(header.enc);
  return protocol && contains(originator.protocols, *protocol) &&
         std::ranges::all_of(originator.protocols, [&](ProtocolAlgorithm each) {
           return contains(receiver.protocols, each);
         });
}

bool ReceiverPolicy::accepts_replay(const ReceiverConfiguration& configuration) const {
  return !configuration.refuses_replays;
}

Result<onem2m::RequestPrimitive> ReceiverPolicy::read_inner(ByteView plaintext,
                                                            std::string_view content_type) const {
  return read_request(plaintext, content_type);
}

bool ReceiverPolicy::accepts_from(std::string_view from,
                                  const PairwiseKey& key,
                                  const ReceiverConfiguration& configuration) const {
  return onem2m::same_entity(from, key.peer, configuration.identity);
}

onem2m::RequestPrimitive ReceiverPolicy::for_target(onem2m::RequestPrimitive inner) const {
  inner.query.erase("rt");
  inner.query.erase("da");
  inner.parameters.erase("rtu");
  inner.parameters.erase("ec");
  return inner;
}

bool ReceiverPolicy::renews_shared(const RandObject& object,
                                   TimePoint now,
                                   const ReceiverConfiguration& configuration) const {
  return object.expires - now < configuration.life / 2;
}

bool ReceiverPolicy::refreshes(const RandObject& object,
                               TimePoint now,
                               const ReceiverConfiguration& configuration) const {
  return object.expires - now < configuration.life / 4;
}

}  // namespace plumbline::esprim
