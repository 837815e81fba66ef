/// @file
/// e2e.register: the AE's own registration at its CSE.

#pragma once

#include "session.hpp"

#include <optional>
#include <string>

namespace plumbline::entities::ae {

struct RegisterCommand {
  std::string api = "Nplumbline";
  std::optional<std::string> resource_name;
};

/// @return Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<RegisterCommand> parse_register_command(const Json& argument);

class RegisterProcedure final : public FlowProcedure {
 public:
  RegisterProcedure(AePolicy& policy, AeMemory& memory, RegisterCommand command)
      : command_(std::move(command)),
        session_(policy, memory, mailbox()) {}

 private:
  [[nodiscard]] Flow<AeFinished> run() override;
  [[nodiscard]] Flow<Result<Json>> register_ae();

  RegisterCommand command_;
  Session session_;
};

}  // namespace plumbline::entities::ae
