#include "plumbline/esprim/originator_policy.hpp"

#include "plumbline/esprim/status.hpp"

#include <algorithm>
#include <array>

namespace plumbline::esprim {

namespace {

/// Entries of `preferred` that `offered` has, too.
template <typename T>
std::vector<T> common(const std::vector<T>& preferred, const std::vector<T>& offered) {
  std::vector<T> both;
  std::ranges::copy_if(preferred, std::back_inserter(both), [&](T entry) {
    return std::ranges::find(offered, entry) != offered.end();
  });
  return both;
}

}  // namespace

bool OriginatorPolicy::looks_for_shared() const {
  return true;
}

bool OriginatorPolicy::supports(const onem2m::E2eSecInfo& info) const {
  constexpr std::array kSuids{13, 23, 33, 43};
  return std::ranges::find_first_of(info.features, kSuids) != info.features.end();
}

bool OriginatorPolicy::takes(const RandObject& receiver, TimePoint now) const {
  return !expired(receiver, now);
}

Result<RandObject> OriginatorPolicy::choose_rand_object(
    const RandObject& receiver,
    const OriginatorConfiguration& configuration,
    TimePoint now,
    RandomSource& random) {
  auto key_gens = common(configuration.key_gens, receiver.key_gens);
  auto protocols = common(configuration.protocols, receiver.protocols);
  if (key_gens.empty() || protocols.empty()) {
    return fail(Errc::unsupported, "the receiver has no algorithm in common with this end");
  }
  key_gens.resize(1);
  return make_rand_object({.issuer = Issuer::originator,
                           .shared = false,
                           .expires = std::min(now + configuration.life, receiver.expires),
                           .key_gens = std::move(key_gens),
                           .protocols = std::move(protocols)},
                          random);
}

bool OriginatorPolicy::reuses(const SessionUse& use,
                              const OriginatorConfiguration& configuration,
                              TimePoint now) const {
  constexpr std::uint64_t kMostRequests = std::uint64_t{1} << 31U;
  return valid(use.session, now + configuration.reserve) && use.requests < kMostRequests;
}

bool OriginatorPolicy::encloses_rand_object(bool answered) const {
  return !answered;
}

void OriginatorPolicy::prepare_outer(onem2m::RequestPrimitive& /*outer*/) const {}

bool OriginatorPolicy::valid(const Session& session, TimePoint now) const {
  return !expired(session.originator, now) && !expired(session.receiver, now);
}

bool OriginatorPolicy::belongs(const ObjectHeader& header, const Session& session) const {
  const auto protocol = protocol_named(header.enc);
  return header.key_id == session.key_id && header.originator_rand_id == session.originator.id &&
         header.receiver_rand_id == session.receiver.id && header.alg == "dir" && protocol &&
         std::ranges::find(session.originator.protocols, *protocol) !=
             session.originator.protocols.end();
}

bool OriginatorPolicy::answers(const onem2m::ResponsePrimitive& inner,
                               const onem2m::RequestPrimitive& request) const {
  return inner.request_id == request.request_id;
}

bool OriginatorPolicy::refreshes(onem2m::Status status, unsigned times) const {
  return times == 0 && (status == kUnknownOriginatorRandId || status == kUnknownReceiverRandId);
}

}  // namespace plumbline::esprim
