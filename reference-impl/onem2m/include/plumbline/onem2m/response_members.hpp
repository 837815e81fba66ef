/// @file
/// What a response primitive consists of.

#pragma once

#include <string_view>

namespace plumbline::onem2m {

/// Whether a serialized response may have a member of that name ("rsc", "rqi", "pc" …).
///
/// @source TS-0004 tables 6.4.2-1 and 8.2.2-1
[[nodiscard]] bool is_response_member(std::string_view name);

}  // namespace plumbline::onem2m
