/// @file
/// e2e.request: one request to a receiver of protected primitives, and its answer.

#pragma once

#include "plumbline/esprim/originator.hpp"

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
};

/// @return Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<ProtectedCommand> parse_protected_command(const Json& argument);

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
  [[nodiscard]] onem2m::RequestPrimitive inner_request();
  [[nodiscard]] esprim::Originator& originator();

  ProtectedCommand command_;
  Session session_;
};

}  // namespace plumbline::entities::ae
