/// @file
/// m2m:timestamp and m2m:absRelTimestamp.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"

#include <string>
#include <string_view>

namespace plumbline::onem2m {

/// "YYYYMMDDThhmmss", UTC, with ",mmm" when the milliseconds are not zero.
/// @source TS-0004 table 6.3.3-1
[[nodiscard]] std::string to_timestamp(TimePoint time);

/// Accepts 0 to 6 digits of fraction after ','. Errc::malformed for anything else.
[[nodiscard]] Result<TimePoint> from_timestamp(std::string_view text);

/// A timestamp, or milliseconds relative to `now`.
[[nodiscard]] Result<TimePoint> from_abs_rel_timestamp(std::string_view text, TimePoint now);

}  // namespace plumbline::onem2m
