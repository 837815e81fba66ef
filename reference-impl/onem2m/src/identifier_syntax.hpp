/// @file
/// Characters and parts of M2M identifiers.

#pragma once

#include <string_view>
#include <vector>

namespace plumbline::onem2m {

/// One or more of RFC 3986's unreserved characters, and no dot segment.
[[nodiscard]] bool is_segment(std::string_view text);

/// What stands between the '/' of `path`; a path without one is one part.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view path);

}  // namespace plumbline::onem2m
