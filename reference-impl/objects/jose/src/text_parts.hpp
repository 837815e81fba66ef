/// @file
/// The pieces of text that JWS and JWE are made of.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/serialization.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace plumbline::jose {

/// Errc::too_large over `limits`.
[[nodiscard]] Result<void> check_size(std::string_view text, const JoseLimits& limits);

/// Whether a text is a JSON serialization: it begins with "{".
[[nodiscard]] bool looks_like_json(std::string_view text) noexcept;

/// A JSON serialization as JSON; errors name the object as `what`.
[[nodiscard]] Result<Json> parse_object(std::string_view text,
                                        std::string_view what,
                                        const JoseLimits& limits);

/// The parts between the dots. Errc::malformed unless there are exactly kSize.
template <std::size_t kSize>
[[nodiscard]] Result<std::array<std::string_view, kSize>> split_compact(std::string_view text) {
  std::array<std::string_view, kSize> parts;
  for (std::size_t i = 0; i + 1 < kSize; ++i) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) {
      return fail(Errc::malformed, "compact: not " + std::to_string(kSize) + " parts");
    }
    parts[i] = text.substr(0, dot);
    text.remove_prefix(dot + 1);
  }
  if (text.find('.') != std::string_view::npos) {
    return fail(Errc::malformed, "compact: more than " + std::to_string(kSize) + " parts");
  }
  parts[kSize - 1] = text;
  return parts;
}

/// base64url to octets; the error names `what`.
[[nodiscard]] Result<Bytes> decode_part(std::string_view encoded, std::string_view what);

/// A base64url encoded header. Errc::malformed, Errc::too_large.
[[nodiscard]] Result<Header> decode_header(std::string_view encoded);

/// Text member `name` of a serialized object, valid as long as `object`; empty when absent.
/// Errc::malformed when it is no string, or there and empty: RFC 7515 clause 7.2.1 and RFC 7516
/// clause 7.2.1 have it absent then.
[[nodiscard]] Result<std::string_view> text_member(const Json& object, std::string_view name);

/// Header member `name` (an object); the absent header when it is not there.
[[nodiscard]] Result<Header> header_member(const Json& object, std::string_view name);

/// Octets of the base64url form of `size` octets.
[[nodiscard]] constexpr std::size_t base64url_size(std::size_t size) noexcept {
  return (size * 4 + 2) / 3;
}

}  // namespace plumbline::jose
