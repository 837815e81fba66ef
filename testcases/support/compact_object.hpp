/// @file
/// JOSE objects in compact form, as they are seen without a key.

#pragma once

#include "plumbline/core/json.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace plumbline::testcases {

/// Part `index` of a compact object, from 0; empty when it has none.
[[nodiscard]] std::string part_of(const std::string& compact, std::size_t index);

/// The object with that part replaced.
[[nodiscard]] std::string with_part(const std::string& compact,
                                    std::size_t index,
                                    const std::string& other);

/// The object with another first character, which holds six whole bits, in that part.
[[nodiscard]] std::string with_flipped_part(const std::string& compact, std::size_t index);

/// The object with no more than the first `octets` of that part.
[[nodiscard]] std::string with_cut_part(const std::string& compact,
                                        std::size_t index,
                                        std::size_t octets);

/// The protected header; {} when that is no JSON object.
[[nodiscard]] Json header_in(const std::string& compact);

/// Member `name` of the protected header; empty when it is missing or no text.
[[nodiscard]] std::string header_text(const std::string& compact, std::string_view name);

}  // namespace plumbline::testcases
