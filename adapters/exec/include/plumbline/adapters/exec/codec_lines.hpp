/// @file
/// A codec as a service on two streams.

#pragma once

#include "plumbline/adapters/exec/frames.hpp"
#include "plumbline/harness/codec.hpp"

#include <iosfwd>

namespace plumbline::adapters::exec {

/// Reads frames from `in`, answers each on `out`, until "stop" or the end of `in`. A line that is
/// no frame is answered {"error"} and reading goes on; a line beyond kMaxLineOctets is answered so
/// and ends the service.
///
/// @return Errc::too_large after such a line, Errc::io when `out` failed.
[[nodiscard]] Result<void> serve_codec_lines(const harness::Codec& codec,
                                             const Hello& hello,
                                             std::istream& in,
                                             std::ostream& out);

}  // namespace plumbline::adapters::exec
