/// @file
/// Responses of peers whose maker declared a dialect.

#pragma once

#include "plumbline/adapters/mqtt/payload.hpp"
#include "plumbline/harness/dialect.hpp"

namespace plumbline::adapters::mqtt {

/// As decode_response(); members of a JSON response that do not belong there are passed over where
/// `dialect` declares them, and count as a use of it.
[[nodiscard]] Result<onem2m::ResponsePrimitive> decode_declared(ByteView payload,
                                                                const PayloadForm& form,
                                                                const harness::Dialect& dialect);

}  // namespace plumbline::adapters::mqtt
