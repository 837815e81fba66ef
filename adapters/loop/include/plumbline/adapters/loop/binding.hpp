/// @file
/// A binding of oneM2M as part of a transport: several share one event loop.

#pragma once

#include "plumbline/harness/transport.hpp"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace plumbline::adapters::loop {

class Loop;

class Binding {
 public:
  Binding() = default;
  Binding(const Binding&) = delete;
  Binding& operator=(const Binding&) = delete;
  Binding(Binding&&) = delete;
  Binding& operator=(Binding&&) = delete;
  virtual ~Binding() = default;

  /// "http", "coap", "mqtt": also its scheme; the secured scheme has an "s" behind it.
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// As harness::Transport::listen() with options for this binding.
  [[nodiscard]] virtual Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) = 0;
  /// As harness::Transport::connect() with an address of this binding.
  [[nodiscard]] virtual Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) = 0;
};

/// Makes a binding that works on `loop`.
using BindingFactory = std::function<std::unique_ptr<Binding>(std::shared_ptr<Loop> loop)>;

/// A transport of these bindings with a loop of its own.
[[nodiscard]] std::unique_ptr<harness::Transport> make_transport(
    const std::vector<BindingFactory>& factories);

/// Whether TLS options are there exactly when the scheme of `options.address` is a secured one.
/// Errc::malformed naming the address.
[[nodiscard]] Result<void> check_security(const harness::ConnectOptions& options);

}  // namespace plumbline::adapters::loop
