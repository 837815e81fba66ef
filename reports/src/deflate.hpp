#pragma once

#include "plumbline/core/bytes.hpp"

namespace plumbline::reports {

/// Raw deflate (RFC 1951), what DecompressionStream calls "deflate-raw".
[[nodiscard]] Bytes deflated(ByteView octets);

}  // namespace plumbline::reports
