/// @file
/// What every oneM2M entity of the reference implementation is to those who run it.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/entities/forward.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::entities {

/// What an entity takes from outside instead of from the machine.
struct Ports {
  const Clock& clock;
  RandomSource& random;
};

/// Which entity stands behind the peer of an association: psk_identity → entity id. The peer of a
/// certificate is the identity in it.
///
/// @source TS-0003 clause 8.2 (identity bound to the association)
using IdentityMap = std::map<std::string, std::string, std::less<>>;

/// A server role (CSE, TEF, later MAF, MEF): primitive in, primitive out. No socket, no thread.
class Server {
 public:
  Server() = default;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  Server(Server&&) = delete;
  Server& operator=(Server&&) = delete;
  virtual ~Server() = default;

  /// Handles one request that arrived on `association` and returns the answer. Never throws for
  /// anything that a peer can cause.
  [[nodiscard]] virtual onem2m::ResponsePrimitive handle(
      const onem2m::RequestPrimitive& request, const onem2m::Association& association) = 0;

  /// As handle(), for who can send requests on: an answer, or a request for the next hop. Each
  /// Forward must be given back to complete(), once.
  [[nodiscard]] virtual Handling accept(const onem2m::RequestPrimitive& request,
                                        const onem2m::Association& association) {
    return handle(request, association);
  }

  /// The answer to the request that became `forward`. `answer` is the next hop's, or why there is
  /// none: Errc::timed_out, Errc::unreachable, Errc::malformed …
  [[nodiscard]] virtual onem2m::ResponsePrimitive complete(
      const Forward& forward, Result<onem2m::ResponsePrimitive> answer) {
    return answer_to(forward, std::move(answer));
  }
};

}  // namespace plumbline::entities
