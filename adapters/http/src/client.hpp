/// @file
/// The client role: one connection at a time, exchanges in order.

#pragma once

#include "plumbline/harness/transport.hpp"

#include "loop.hpp"

#include <memory>

namespace plumbline::adapters::http {

/// Errc::malformed, Errc::unsupported, Errc::key_mismatch for what cannot be connected to or with.
[[nodiscard]] Result<std::unique_ptr<harness::Client>> make_client(
    const std::shared_ptr<Loop>& loop, harness::ConnectOptions options);

}  // namespace plumbline::adapters::http
