/// @file
/// The oneM2M HTTP binding (TS-0009) as a Transport.

#pragma once

#include "plumbline/harness/transport.hpp"

#include <memory>

namespace plumbline::adapters::http {

/// Client and server roles over HTTP/1.1 and HTTPS on an event loop of their own. Clients and
/// listeners may outlive it; they are dead then.
[[nodiscard]] std::unique_ptr<harness::Transport> make_http_transport();

}  // namespace plumbline::adapters::http
