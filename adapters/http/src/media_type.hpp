/// @file
/// Content-Type and Accept as oneM2M uses them.

#pragma once

#include "plumbline/adapters/http/codec.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::adapters::http {

struct ContentType {
  std::string media_type;           ///< lower case
  std::optional<std::uint32_t> ty;  ///< resource type of a CREATE, TS-0009 clause 6.4.3
};

/// "application/json;ty=4". Errc::malformed naming the part that is wrong.
[[nodiscard]] Result<ContentType> parse_content_type(std::string_view value);

/// The serialization of contents of that media type, in lower case; nothing for any other.
/// @source TS-0004 clause 6.7
[[nodiscard]] std::optional<onem2m::Serialization> serialization_of(
    std::string_view media_type) noexcept;

/// Of the media types that an Accept field admits, the one that it likes best; among equals
/// `preferred`, then a plain one. Nothing when it admits none.
/// @source RFC 7231 clause 5.3.2
[[nodiscard]] std::optional<MediaType> best_of(std::string_view accept, const MediaType& preferred);

}  // namespace plumbline::adapters::http
