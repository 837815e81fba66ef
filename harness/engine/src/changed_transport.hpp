/// @file
/// A transport whose user connects otherwise than it means to.

#pragma once

#include "plumbline/harness/transport.hpp"

#include <functional>
#include <memory>

namespace plumbline::harness {

class ChangedTransport final : public Transport {
 public:
  using Change = std::function<void(ConnectOptions&)>;

  /// @param behind outlives this object
  ChangedTransport(Transport& behind, Change change);

  [[nodiscard]] Result<std::unique_ptr<Listener>> listen(ListenOptions options) override;
  [[nodiscard]] Result<std::unique_ptr<Client>> connect(ConnectOptions options) override;
  bool run_until(const std::function<bool()>& done, milliseconds at_most) override;
  void after(milliseconds delay, std::function<void()> task) override;

 private:
  Transport& behind_;
  Change change_;
};

}  // namespace plumbline::harness
