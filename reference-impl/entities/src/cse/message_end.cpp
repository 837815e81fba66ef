#include "message_end.hpp"

#include "plumbline/onem2m/identifier.hpp"

#include <utility>
#include <variant>

namespace plumbline::entities {

MessageEnd::MessageEnd(const CseConfiguration& configuration, Ports ports, const CsePolicy& policy)
    : id_(onem2m::absolute_id(configuration.identity.cse_id, configuration.identity)),
      credentials_(configuration.message_credentials),
      protector_(*credentials_, ports.clock, ports.random, policy.protector_policy()),
      verifier_({.identity = configuration.identity},
                *credentials_,
                ports.clock,
                policy.verifier_policy()) {}

onem2m::ResponsePrimitive MessageEnd::take(const onem2m::RequestPrimitive& outer,
                                           const Perform& perform) {
  // This CSE is no client of a TEF: what it was not given it does not fetch.
  auto receipt = end_point_.accept(outer, id_, message_auth::Lookup::done);
  if (const auto* const verified = std::get_if<message_auth::VerifiedRequest>(&receipt)) {
    return end_point_.reply(outer, *verified, perform(*verified));
  }
  return std::get<onem2m::ResponsePrimitive>(std::move(receipt));
}

}  // namespace plumbline::entities
