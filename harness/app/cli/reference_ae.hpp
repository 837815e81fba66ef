/// @file
/// The reference AE behind an upper tester endpoint of its own.

#pragma once

#include "plumbline/adapters/upper_tester/ae_host.hpp"
#include "plumbline/entities/ae/ae.hpp"
#include "plumbline/harness/slot.hpp"
#include "plumbline/harness/transport.hpp"

#include <memory>
#include <string>

namespace plumbline::app {

class ReferenceAe final : public harness::RunningAe {
 public:
  /// Errc::io when no port can be bound.
  [[nodiscard]] static Result<std::unique_ptr<ReferenceAe>> start(
      harness::Transport& transport,
      entities::Ports ports,
      std::unique_ptr<entities::AePolicy> policy,
      const std::string& host);

  void command(const harness::UpperTesterCommand& command,
               milliseconds deadline,
               harness::UpperTesterCallback done) override;

  [[nodiscard]] harness::Address address() const { return listener_->address(); }

 private:
  ReferenceAe(harness::Transport& transport,
              entities::Ports ports,
              std::unique_ptr<entities::AePolicy> policy);

  entities::Ae ae_;
  adapters::upper_tester::AeHost host_;
  std::unique_ptr<harness::Listener> listener_;
  std::unique_ptr<harness::Client> client_;
};

}  // namespace plumbline::app
