/// @file
/// e2e.fetch: retrieve, find the Credential-Ids, fetch the credentials, verify, decrypt.

#pragma once

#include "credential_client.hpp"
#include "fetch_command.hpp"
#include "session.hpp"

#include <map>
#include <string>
#include <vector>

namespace plumbline::entities::ae {

/// @source TR-0012 clauses 7.3.1 steps 11 to 19, 7.3.2.2 steps 11 to 20
class FetchProcedure final : public FlowProcedure {
 public:
  FetchProcedure(AePolicy& policy, AeMemory& memory, FetchCommand command)
      : command_(std::move(command)),
        session_(policy, memory, mailbox()) {}

 private:
  [[nodiscard]] Flow<AeFinished> run() override;
  [[nodiscard]] Flow<Result<data_at_rest::Opened>> fetch();
  [[nodiscard]] Flow<Result<void>> verify_policy();
  [[nodiscard]] Flow<Result<jose::Jwk>> key_for(data_at_rest::KeyNeed need);
  [[nodiscard]] Json report(const data_at_rest::Opened& opened) const;

  FetchCommand command_;
  Session session_;
  std::vector<std::string> credentials_;
};

}  // namespace plumbline::entities::ae
