/// @file
/// A hostile node between a server's listeners and its entity.

#pragma once

#include "plumbline/harness/hostile_transit.hpp"
#include "plumbline/harness/transport.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::harness {

/// Carries requests and answers through a HostileTransit. An exchange is answered once: what comes
/// again goes nowhere.
class Obstruction {
 public:
  using Serve = std::function<void(const IncomingRequest&, const Replier&)>;

  /// @param serve answers a request that the node let through
  Obstruction(HostileScript script, Transport& transport, Serve serve);

  /// Whether `request` passes the node.
  [[nodiscard]] bool concerns(const onem2m::RequestPrimitive& request) const;

  void take(const IncomingRequest& incoming, const Replier& reply);

  /// Misdeeds that did not happen, by name.
  [[nodiscard]] std::vector<std::string> misdeeds_left() const;

 private:
  /// Outlived by what entity and event loop still have to call.
  struct State;

  std::shared_ptr<State> state_;
};

}  // namespace plumbline::harness
