/// @file
/// How a recorded message identifies the media type of its content, on each binding.

#pragma once

#include "plumbline/harness/evidence.hpp"

#include <string>

namespace plumbline::testcases {

/// "json", "xml" or "cbor" for the media types that oneM2M uses of each; else the type as it stands
/// there, or "none".
///
/// @source TS-0009 clause 6.4.3, TS-0008 table 6.2.2.2-1, TS-0010 clause 6.5.4
[[nodiscard]] std::string media_type_of(const harness::Message& message);

}  // namespace plumbline::testcases
