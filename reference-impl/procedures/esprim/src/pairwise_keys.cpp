#include "plumbline/esprim/pairwise_keys.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace plumbline::esprim {

Result<void> PairwiseKeys::add(PairwiseKey key) {
  constexpr std::size_t kLeastOctets = 16;
  if (key.id.empty()) {
    return fail(Errc::invalid_value, "pairwiseESPrimKeyID is empty");
  }
  if (!key.peer.starts_with("//") || !onem2m::is_entity_id(key.peer)) {
    return fail(Errc::invalid_value,
                "key " + quoted_name(key.id) + ": its peer must be an absolute AE-ID or CSE-ID");
  }
  if (key.key.size() < kLeastOctets) {
    return fail(Errc::invalid_length, "key " + quoted_name(key.id) + ": shorter than 128 bit");
  }
  std::string id = key.id;
  keys_.insert_or_assign(std::move(id), std::move(key));
  return success();
}

void PairwiseKeys::remove(std::string_view id) {
  if (const auto found = keys_.find(id); found != keys_.end()) {
    keys_.erase(found);
  }
}

const PairwiseKey* PairwiseKeys::find(std::string_view id) const {
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : &found->second;
}

std::vector<const PairwiseKey*> PairwiseKeys::shared_with(std::string_view peer) const {
  std::vector<const PairwiseKey*> shared;
  for (const auto& [id, key] : keys_) {
    if (key.peer == peer) {
      shared.push_back(&key);
    }
  }
  const auto end_of = [](const PairwiseKey* key) {
    return key->expires.value_or(TimePoint::max());
  };
  // By id where they end together; std::stable_sort does not compile with clang and libstdc++ 12.
  std::ranges::sort(shared, [&](const PairwiseKey* one, const PairwiseKey* other) {
    return std::pair{end_of(other), std::string_view{one->id}} <
           std::pair{end_of(one), std::string_view{other->id}};
  });
  return shared;
}

}  // namespace plumbline::esprim
