/// @file
/// e2e.host: protect, register the credentials, have the result hosted.

#pragma once

#include "host_command.hpp"
#include "host_keys.hpp"
#include "hosting_requests.hpp"
#include "session.hpp"

#include <string>
#include <vector>

namespace plumbline::entities::ae {

/// @source TR-0012 clauses 7.3.1 steps 1 to 10, 7.3.2.2 steps 0 to 10
class HostProcedure final : public FlowProcedure {
 public:
  HostProcedure(AePolicy& policy, AeMemory& memory, HostCommand command);

 private:
  [[nodiscard]] Flow<AeFinished> run() override;
  [[nodiscard]] Flow<Result<void>> host_everything();
  [[nodiscard]] Flow<Result<void>> host_policy();
  [[nodiscard]] Flow<Result<void>> sign_policy(Place place, std::string attributes);
  [[nodiscard]] Flow<Result<void>> host_instance(std::size_t index);
  [[nodiscard]] Flow<Result<data_at_rest::ProtectedData>> protect(std::size_t index);
  [[nodiscard]] Flow<Result<void>> host_content(std::size_t index,
                                                const data_at_rest::ProtectedContent& content);
  [[nodiscard]] Flow<Result<void>> host_children(
      std::size_t index, const std::vector<data_at_rest::ProtectedChild>& children);
  /// Sends to the hosting CSE after the policy's last look.
  [[nodiscard]] Flow<Result<void>> create(onem2m::RequestPrimitive& request);

  [[nodiscard]] Place container_place() const;
  [[nodiscard]] Place instance_place(std::size_t index) const;
  [[nodiscard]] Json credential_ids(std::size_t index) const;
  [[nodiscard]] Json report() const;

  HostCommand command_;
  Session session_;
  HostKeys keys_;
  std::vector<std::string> acpi_;  ///< of what is hosted
};

}  // namespace plumbline::entities::ae
