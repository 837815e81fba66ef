/// @file
/// How messages show a member name that came from outside.

#pragma once

#include <string>
#include <string_view>

namespace plumbline {

/// `name` as a JSON string, so that it cannot break a line, and cut when it is long.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace plumbline
