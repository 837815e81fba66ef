/// @file
/// The listening end.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/harness/transport.hpp"

#include "library.hpp"

#include <memory>

namespace plumbline::adapters::coap {

/// Errors as of harness::Transport::listen().
[[nodiscard]] Result<std::unique_ptr<harness::Listener>> make_listener(
    const std::shared_ptr<Loop>& loop, harness::ListenOptions options, OptionNumbers numbers);

}  // namespace plumbline::adapters::coap
