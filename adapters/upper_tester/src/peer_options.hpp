/// @file
/// What an AE was told of a peer, as the Transport port wants it.

#pragma once

#include "plumbline/entities/ae/ae_configuration.hpp"
#include "plumbline/harness/transport.hpp"

#include <string_view>

namespace plumbline::adapters::upper_tester {

/// Ends, address and security of the hop to `peer` of the AE `identity`, an absolute AE-ID; the
/// caller adds tap and bounds.
/// @return Errc::malformed for the URI.
[[nodiscard]] Result<harness::ConnectOptions> connect_options(
    const entities::AePeerConfiguration& peer, std::string_view identity);

}  // namespace plumbline::adapters::upper_tester
