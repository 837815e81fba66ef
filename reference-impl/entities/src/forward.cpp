#include "plumbline/entities/forward.hpp"

#include <utility>

namespace plumbline::entities {

using onem2m::Status;

onem2m::ResponsePrimitive answer_to(const Forward& forward,
                                    Result<onem2m::ResponsePrimitive> answer) {
  if (!answer) {
    const Status status = answer.error().code == Errc::timed_out ? Status::request_timeout
                                                                 : Status::target_not_reachable;
    return onem2m::respond(
        forward.request, status, forward.hop.entity + ": " + to_string(answer.error()));
  }
  if (answer.value().request_id != forward.request.request_id) {
    return onem2m::respond(forward.request,
                           Status::target_not_reachable,
                           forward.hop.entity + ": answered another request");
  }
  return std::move(answer).value();
}

}  // namespace plumbline::entities
