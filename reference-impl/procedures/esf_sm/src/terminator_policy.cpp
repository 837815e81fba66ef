#include "plumbline/esf_sm/terminator_policy.hpp"

#include <algorithm>

namespace plumbline::esf_sm {

const KnownInitiator* TerminatorPolicy::known(std::string_view from,
                                              const TerminatorConfiguration& configuration) const {
  const auto found = std::ranges::find_if(
      configuration.initiators, [&](const KnownInitiator& entry) { return entry.id == from; });
  return found == configuration.initiators.end() ? nullptr : &*found;
}

bool TerminatorPolicy::admits(std::size_t sessions,
                              const TerminatorConfiguration& configuration) const {
  return sessions < configuration.most_sessions;
}

bool TerminatorPolicy::names_key_of(std::string_view identity,
                                    const KnownInitiator& initiator) const {
  return !initiator.key_id.empty() && identity == initiator.key_id;
}

}  // namespace plumbline::esf_sm
