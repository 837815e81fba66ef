/// @file
/// Requests for somebody else: what a transit CSE asks of those who run it.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace plumbline::entities {

/// The entity that a request goes to next.
struct NextHop {
  std::string entity;                         ///< absolute id; the peer must prove to be this one
  std::vector<std::string> points_of_access;  ///< URIs, best first; at least one
};

/// A request to be sent on. It is answered when Server::complete has got what came of it.
struct Forward {
  NextHop hop;
  onem2m::RequestPrimitive request;  ///< as it goes out
  std::optional<TimePoint> expires;  ///< Request Expiration Timestamp; wait no longer
};

/// What becomes of a request: an answer at once, or a request to send on.
using Handling = std::variant<onem2m::ResponsePrimitive, Forward>;

/// The answer to a forwarded request: what the next hop answered, unchanged; 4008 when it did not
/// in time; 5103 when it could not be reached or answered something else than this request. The
/// text of those names the hop and the failure.
///
/// @source TS-0004 clauses 6.6.3, 7.3.2.6
[[nodiscard]] onem2m::ResponsePrimitive answer_to(const Forward& forward,
                                                  Result<onem2m::ResponsePrimitive> answer);

}  // namespace plumbline::entities
