/// @file
/// e2e.request in an ESPrim Object: one request to a receiver of protected primitives, and its
/// answer.

#pragma once

#include "plumbline/esprim/originator.hpp"

#include "protected_command.hpp"
#include "session.hpp"

#include <utility>

namespace plumbline::entities::ae {

/// @source TS-0003 clause 8.4.2; TS-0001 clause 11.4.2
class ProtectedProcedure final : public FlowProcedure {
 public:
  ProtectedProcedure(AePolicy& policy, AeMemory& memory, ProtectedCommand command)
      : command_(std::move(command)),
        session_(policy, memory, mailbox()) {}

 private:
  [[nodiscard]] Flow<AeFinished> run() override;
  [[nodiscard]] Flow<Result<onem2m::ResponsePrimitive>> exchange();
  [[nodiscard]] esprim::ReceiverAddress receiver() const;
  [[nodiscard]] esprim::Originator& originator();

  ProtectedCommand command_;
  Session session_;
};

}  // namespace plumbline::entities::ae
