/// @file
/// How an AE carries the requests of an end-to-end procedure.

#pragma once

#include "plumbline/onem2m/primitive.hpp"

#include "session.hpp"

#include <utility>
#include <variant>

namespace plumbline::entities::ae {

/// Sends each request that `way` (esprim::Exchange, escertke::Initiation) asks for, gives it what
/// comes back, and declines what it refused of that.
/// @return its Finished. `session` and `way` outlive the flow.
template <typename Way>
auto run_to_end(Session& session, Way& way)
    -> Flow<std::variant_alternative_t<1, decltype(way.start())>> {
  auto step = way.start();
  while (const auto* const request = std::get_if<onem2m::RequestPrimitive>(&step)) {
    Result<Answered> answered = co_await session.exchange(AePeer::cse, *request);
    if (answered) {
      step = way.receive(std::move(answered).value().response);
    } else {
      step = way.receive(std::move(answered).error());
    }
  }
  auto finished = std::get<1>(std::move(step));
  if (finished.refused) {
    session.decline(*finished.refused);
  }
  co_return std::move(finished);
}

}  // namespace plumbline::entities::ae
