/// @file
/// What the target data classes share.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esf/envelope.hpp"

namespace plumbline::esf {

/// Errc::invalid_value for an envelope of another class.
[[nodiscard]] Result<void> check_class(const Envelope& envelope, TargetDataClass wanted);

/// The compact text of `value` as octets.
[[nodiscard]] Bytes octets_of(const Json& value);

}  // namespace plumbline::esf
