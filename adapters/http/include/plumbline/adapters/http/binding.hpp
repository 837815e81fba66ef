/// @file
/// The oneM2M HTTP binding (TS-0009) on sockets: HTTP/1.1, plain and over TLS 1.2 and 1.3.

#pragma once

#include "plumbline/adapters/loop/binding.hpp"

#include <memory>

namespace plumbline::adapters::http {

/// The binding "http" (schemes http, https) on `loop`.
[[nodiscard]] std::unique_ptr<loop::Binding> make_http_binding(std::shared_ptr<loop::Loop> loop);

}  // namespace plumbline::adapters::http
