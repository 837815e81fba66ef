/// @file
/// e2e.request in an authenticated message.

#pragma once

#include "plumbline/message_auth/end_point.hpp"

#include "protected_command.hpp"
#include "session.hpp"

#include <utility>

namespace plumbline::entities::ae {

/// @source TR-0012 clauses 5.5.4, 7.4.1.2
class MessageProcedure final : public FlowProcedure {
 public:
  /// `command` says which protection.
  MessageProcedure(AePolicy& policy, AeMemory& memory, ProtectedCommand command)
      : command_(std::move(command)),
        session_(policy, memory, mailbox()) {}

 private:
  [[nodiscard]] Flow<AeFinished> run() override;
  [[nodiscard]] Flow<Result<onem2m::ResponsePrimitive>> exchange();
  /// Made for the first message.
  [[nodiscard]] Result<message_auth::EndPoint*> end_point();
  [[nodiscard]] message_auth::Path path_to(const std::string& receiver) const;

  ProtectedCommand command_;
  Session session_;
};

}  // namespace plumbline::entities::ae
