#include "plumbline/esf/selection.hpp"

#include <algorithm>

namespace plumbline::esf {

namespace {

template <typename Value>
bool has(const std::vector<Value>& list, const Value& value) {
  return std::ranges::find(list, value) != list.end();
}

struct Search {
  const SourceProfile& source;
  std::span<const TargetProfile> targets;
  const Demand& demand;
};

bool can_sign(const SourceProfile& source, const std::optional<jose::JwsAlg>& alg) {
  return !alg || has(source.signatures, *alg);
}

bool goes(const Search& search, const PsAlgSet& set) {
  return (!search.demand.payload || class_of(set) == *search.demand.payload) &&
         strength_of(set) >= search.demand.strength &&
         (!is_signed(set) || can_sign(search.source, set.alg)) &&
         std::ranges::all_of(search.targets, [&](const TargetProfile& target) {
           return has(target.supported.ps, set);
         });
}

/// Whether the source can establish a key with that target so.
bool goes(const Search& search, const TargetProfile& target, const KeAlgSet& set) {
  return strength_of(set) >= search.demand.strength && can_sign(search.source, set.signature) &&
         has(target.supported.ke, set) && has(target.credentials, set);
}

/// The first set that goes for every target.
std::optional<KeAlgSet> shared_by_all(const Search& search, const PsAlgSet& payload) {
  for (const KeAlgSet& set : search.source.supported.ke) {
    const bool shared = set.establishment == KeyEstablishment::trusted_third_party ||
                        set.establishment == KeyEstablishment::provisioned_key;
    if ((shared || search.targets.size() == 1) && !(set.signature && is_signed(payload)) &&
        std::ranges::all_of(search.targets, [&](const TargetProfile& target) {
          return goes(search, target, set);
        })) {
      return set;
    }
  }
  return std::nullopt;
}

/// Key encryption for each target, all of them signed with `signature` or none.
std::vector<KeAlgSet> encryption_for_each(const Search& search,
                                          const std::optional<jose::JwsAlg>& signature) {
  std::vector<KeAlgSet> sets;
  for (const TargetProfile& target : search.targets) {
    const auto& supported = search.source.supported.ke;
    const auto set = std::ranges::find_if(supported, [&](const KeAlgSet& candidate) {
      return candidate.establishment == KeyEstablishment::key_encryption &&
             candidate.signature == signature && goes(search, target, candidate);
    });
    if (set == supported.end()) {
      return {};
    }
    sets.push_back(*set);
  }
  return sets;
}

std::vector<KeAlgSet> key_sets_for(const Search& search, const PsAlgSet& payload) {
  if (const auto shared = shared_by_all(search, payload)) {
    return {*shared};
  }
  std::vector<std::optional<jose::JwsAlg>> tried;
  for (const KeAlgSet& set : search.source.supported.ke) {
    if (set.establishment != KeyEstablishment::key_encryption || has(tried, set.signature) ||
        (set.signature && is_signed(payload))) {
      continue;
    }
    tried.push_back(set.signature);
    if (auto sets = encryption_for_each(search, set.signature); !sets.empty()) {
      return sets;
    }
  }
  return {};
}

}  // namespace

Result<Choice> choose_algorithm_sets(const SourceProfile& source,
                                     std::span<const TargetProfile> targets,
                                     const Demand& demand) {
  if (targets.empty()) {
    return fail(Errc::invalid_value, "no target to choose algorithm sets for");
  }
  const Search search{.source = source, .targets = targets, .demand = demand};
  for (const PsAlgSet& payload : source.supported.ps) {
    if (!goes(search, payload)) {
      continue;
    }
    Choice choice{.ps = payload, .ke = {}};
    if (needs_master_key(payload)) {
      choice.ke = key_sets_for(search, payload);
    }
    if (!needs_master_key(payload) || !choice.ke.empty()) {
      return choice;
    }
  }
  return fail(Errc::not_found, "no algorithm set is common to source and targets");
}

}  // namespace plumbline::esf
