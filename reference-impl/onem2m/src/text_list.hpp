/// @file
/// Lists that a primitive structure holds as one text.

#pragma once

#include "plumbline/core/json_reader.hpp"

#include <string>
#include <string_view>

namespace plumbline::onem2m {

/// The elements of `text` between its separators as JSON strings; at least one.
[[nodiscard]] Json split(std::string_view text, char separator);

/// The strings of `list` with separators between them; a fault about member `name` is left in
/// `reader`.
[[nodiscard]] std::string join(JsonReader& reader,
                               std::string_view name,
                               const Json& list,
                               char separator);

}  // namespace plumbline::onem2m
