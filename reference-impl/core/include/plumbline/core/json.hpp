/// @file
/// The one way JSON text enters the program: strict and bounded.

#pragma once

#include "plumbline/core/result.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace plumbline {

using Json = nlohmann::json;

struct JsonLimits {
  std::size_t octets = std::size_t{16} << 20U;  ///< size of the text
  std::size_t depth = 64;                       ///< nested arrays and objects
  std::size_t values = 1'000'000;               ///< members and elements in all
};

/// Parses RFC 8259 JSON, refusing what the library alone would let pass: duplicate member names, a
/// byte order mark, depth or size over `limits`, numbers that a 64-bit integer or a finite double
/// cannot hold.
///
/// @return the value; Errc::malformed with line and column, or Errc::too_large.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

/// Text of one member; empty when `object` is no object or has no such text. For what a peer sent,
/// where a member of another type is as good as none.
[[nodiscard]] std::string text_at(const Json& object, std::string_view name);

/// RFC 8785 (JCS) canonical form: members sorted by UTF-16 code units, no white space, ECMAScript
/// numbers (an integer beyond 2^53 is rounded to the nearest double). Throws for a number that is
/// not finite and for invalid UTF-8, neither of which parse_json lets in.
[[nodiscard]] std::string canonical_json(const Json& value);

/// Compact text in the order that `value` holds; invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_text(const Json& value);

}  // namespace plumbline
