#include "plumbline/esprim/policy.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esprim {

bool Policy::usable(const PairwiseKey& key, TimePoint now) const {
  constexpr std::array kSuids{13, 23, 33, 43};
  return (!key.expires || now < *key.expires) &&
         std::ranges::find(kSuids, key.suid) != kSuids.end();
}

bool Policy::expired(const RandObject& object, TimePoint now) const {
  return now >= object.expires;
}

RandObject Policy::make_rand_object(const NewRandObject& wanted, RandomSource& random) {
  return esprim::make_rand_object(wanted, random);
}

Result<crypto::SecretBytes> Policy::derive(const keys::EsprimSessionInput& input) {
  return keys::derive_esprim_session(input);
}

RandomSource& Policy::iv_source(RandomSource& random) {
  return random;
}

Result<std::string> Policy::seal(const SealInput& input, RandomSource& iv) {
  return seal_object(input, iv);
}

Result<Bytes> Policy::open(const OpenInput& input) {
  return open_object(input);
}

Result<Session> make_session(Policy& policy,
                             const PairwiseKey& key,
                             RandObject originator,
                             RandObject receiver) {
  const std::string receiver_octets = session_octets(receiver);
  const std::string originator_octets = session_octets(originator);
  PLUMBLINE_TRY(crypto::SecretBytes session_key,
                policy.derive({.pairwise_key = key.key.expose(),
                               .receiver = as_bytes(receiver_octets),
                               .originator = as_bytes(originator_octets)}));
  return Session{.key_id = key.id,
                 .peer = key.peer,
                 .originator = std::move(originator),
                 .receiver = std::move(receiver),
                 .key = std::move(session_key)};
}

}  // namespace plumbline::esprim
