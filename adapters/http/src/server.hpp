/// @file
/// The server role: accepts connections and answers the requests of each in their order.

#pragma once

#include "plumbline/harness/transport.hpp"

#include "asio.hpp"

#include <memory>

namespace plumbline::adapters::http {

/// Errc::io when the port cannot be bound; Errc::malformed, Errc::key_mismatch for credentials.
[[nodiscard]] Result<std::unique_ptr<harness::Listener>> make_listener(
    const std::shared_ptr<Loop>& loop, harness::ListenOptions options);

}  // namespace plumbline::adapters::http
