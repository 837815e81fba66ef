#include "plumbline/escertke/initiator_policy.hpp"

namespace plumbline::escertke {

Result<Bytes> InitiatorPolicy::flight_of(const onem2m::ResponsePrimitive& answer) const {
  if (!is_success(answer.status)) {
    return fail(Errc::not_permitted, "refused with " + name_of(answer.status));
  }
  return flight_in(answer.content);
}

void InitiatorPolicy::prepare(onem2m::RequestPrimitive& /*request*/) const {}

}  // namespace plumbline::escertke
