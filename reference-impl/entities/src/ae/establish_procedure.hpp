/// @file
/// e2e.establish: a key with another end-point, made by certificates.

#pragma once

#include "plumbline/escertke/initiator.hpp"

#include "receiver_address.hpp"
#include "session.hpp"

namespace plumbline::entities::ae {

struct EstablishCommand {
  NamedReceiver receiver;
  crypto::ExpectedIdentity certificate;  ///< whom the receiver's certificate must name
};

/// @return Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<EstablishCommand> parse_establish_command(const Json& argument);

/// @source TS-0003 clause 8.7.2; TS-0001 clause 11.4.3
class EstablishProcedure final : public FlowProcedure {
 public:
  EstablishProcedure(AePolicy& policy, AeMemory& memory, EstablishCommand command)
      : command_(std::move(command)),
        session_(policy, memory, mailbox()) {}

 private:
  [[nodiscard]] Flow<AeFinished> run() override;
  [[nodiscard]] Flow<Result<escertke::EstablishedKey>> establish();
  /// The AE's own, made for the first key.
  [[nodiscard]] Result<escertke::Initiator*> initiator();

  EstablishCommand command_;
  Session session_;
};

}  // namespace plumbline::entities::ae
