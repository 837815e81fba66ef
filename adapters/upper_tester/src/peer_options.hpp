/// @file
/// What an AE was told of a peer, as the Transport port wants it.

#pragma once

#include "plumbline/entities/ae/ae_configuration.hpp"
#include "plumbline/harness/transport.hpp"

namespace plumbline::adapters::upper_tester {

/// Address and security of the hop to `peer`; the caller adds tap and bounds.
/// @return Errc::malformed for the URI.
[[nodiscard]] Result<harness::ConnectOptions> connect_options(
    const entities::AePeerConfiguration& peer);

}  // namespace plumbline::adapters::upper_tester
