#include "plumbline/escertke/terminator_policy.hpp"

#include <algorithm>

namespace plumbline::escertke {

const crypto::ExpectedIdentity* TerminatorPolicy::expected_initiator(
    std::string_view initiator, const TerminatorConfiguration& configuration) const {
  const auto known =
      std::ranges::find(configuration.initiators, initiator, [](const KnownInitiator& entry) {
        return std::string_view{entry.id};
      });
  return known == configuration.initiators.end() ? nullptr : &known->certificate;
}

bool TerminatorPolicy::belongs(std::string_view from, std::string_view initiator) const {
  return from == initiator;
}

bool TerminatorPolicy::admits(std::size_t pending,
                              const TerminatorConfiguration& configuration) const {
  return pending < configuration.most_pending;
}

onem2m::Status TerminatorPolicy::status_of(Refusal refusal) const {
  switch (refusal) {
    case Refusal::no_message:
    case Refusal::no_handshake:
      return onem2m::Status::bad_request;
    case Refusal::handshake:
    case Refusal::unknown:
      return onem2m::Status::originator_not_authenticated;
    case Refusal::too_many:
      break;
  }
  return onem2m::Status::target_not_reachable;
}

}  // namespace plumbline::escertke
