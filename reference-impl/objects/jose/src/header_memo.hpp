/// @file
/// Remembers the last protected headers of this thread: peers that exchange many small objects send
/// the same header again and again.

#pragma once

#include "plumbline/jose/header.hpp"

#include <string_view>

namespace plumbline::jose {

/// The header whose base64url form is `encoded`, if it was remembered; the absent header otherwise.
[[nodiscard]] Header recall_header(std::string_view encoded);

/// Remembers a header that was read from `encoded`, in place of the oldest one. Long ones are not
/// kept.
void remember_header(std::string_view encoded, const Header& header);

}  // namespace plumbline::jose
