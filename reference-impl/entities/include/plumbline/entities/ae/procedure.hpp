/// @file
/// A procedure of a client role: told what happened, it says what to do next.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/entities/ae/ae_configuration.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/status.hpp"

#include <variant>

namespace plumbline::entities {

/// The procedure was started.
struct AeStarted {};

/// The request that advance() asked for is done.
struct AeExchanged {
  Result<onem2m::ResponsePrimitive> response;  ///< Errc::unreachable, timed_out, malformed …
  onem2m::Association association;             ///< the one that it ran on
};

using AeEvent = std::variant<AeStarted, AeExchanged>;

/// Send `primitive` and report back with AeExchanged.
struct AeSendRequest {
  AePeer peer{};
  onem2m::RequestPrimitive primitive;
  /// End the connection to the peer first: keys of an exporter are new only in a new session.
  bool new_session = false;
};

/// The procedure is over: the answer to the command.
struct AeFinished {
  onem2m::Status status = onem2m::Status::ok;
  Json output;
};

using AeAction = std::variant<AeSendRequest, AeFinished>;

/// One command in progress. The first event is AeStarted; each AeSendRequest is followed by one
/// AeExchanged; after AeFinished there are no more events.
class AeProcedure {
 public:
  AeProcedure() = default;
  AeProcedure(const AeProcedure&) = delete;
  AeProcedure& operator=(const AeProcedure&) = delete;
  AeProcedure(AeProcedure&&) = delete;
  AeProcedure& operator=(AeProcedure&&) = delete;
  virtual ~AeProcedure() = default;

  [[nodiscard]] virtual AeAction advance(AeEvent event) = 0;
};

}  // namespace plumbline::entities
