/// @file
/// How the roles of a SUT are reached: the part of the IXIT that says so.

#pragma once

#include "plumbline/core/json_reader.hpp"
#include "plumbline/harness/sut_description.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// The strings of an array that may be missing. What is none is refused in `reader`.
[[nodiscard]] std::vector<std::string> read_texts(JsonReader& reader, std::string_view member);

/// Fills the endpoints of `out`, one for each of its roles. Errc::malformed, Errc::invalid_value
/// naming the member.
[[nodiscard]] Result<void> read_endpoints(JsonReader& ixit, SutDescription& out);

}  // namespace plumbline::harness
