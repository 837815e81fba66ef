/// @file
/// e2e.request: one request that is protected end to end, and its answer.

#pragma once

#include "plumbline/entities/ae/procedure.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "receiver_address.hpp"
#include "session.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace plumbline::entities::ae {

struct ProtectedCommand {
  onem2m::Operation operation = onem2m::Operation::retrieve;
  std::string to;                     ///< of the inner request
  std::optional<std::uint32_t> type;  ///< CREATE only
  std::optional<Json> content;
  NamedReceiver receiver;
  std::string capabilities;  ///< resource that has the receiver's e2eSecInfo; empty: its address
  /// In an authenticated message of that protection; nothing: in an ESPrim Object.
  std::optional<message_auth::Protection> message;
};

/// @return Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<ProtectedCommand> parse_protected_command(const Json& argument);

/// The request that is protected, from the AE under its absolute id.
[[nodiscard]] onem2m::RequestPrimitive inner_request_of(const ProtectedCommand& command,
                                                        Session& session);

/// What is said of the answer inside, or of why there is none.
[[nodiscard]] AeFinished finished_with(const Session& session,
                                       const Result<onem2m::ResponsePrimitive>& inner);

}  // namespace plumbline::entities::ae
