#include "established_keys.hpp"

#include "plumbline/keys/pairwise_e2e.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::entities {

void EstablishedKeys::add(escertke::EstablishedKey key, TimePoint now) {
  constexpr auto kUse = keys::PairwiseE2eUse::esprim;
  forget_expired(now);
  auto of_use =
      keys::derive_pairwise_e2e({.pairwise_key = key.key.expose(), .use = kUse, .target = {}});
  auto& ids = ids_[key.peer];
  ids.push_back(key.id);
  // What ESCertKE makes has an id, an absolute peer and 32 octets: all that either call looks at.
  keys_
      .add({.id = std::move(key.id),
            .peer = std::move(key.peer),
            .suid = static_cast<int>(kUse),
            .key = std::move(of_use).value(),
            .expires = key.expires})
      .value();
  while (ids.size() > most_of_one_) {
    keys_.remove(ids.front());
    ids.pop_front();
  }
}

void EstablishedKeys::forget_expired(TimePoint now) {
  for (auto& [peer, ids] : ids_) {
    std::erase_if(ids, [&](const std::string& id) {
      const esprim::PairwiseKey* const key = keys_.find(id);
      const bool ended = key == nullptr || (key->expires && *key->expires <= now);
      if (ended) {
        keys_.remove(id);
      }
      return ended;
    });
  }
  std::erase_if(ids_, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace plumbline::entities
