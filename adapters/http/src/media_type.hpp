/// @file
/// Content-Type and Accept as oneM2M uses them.

#pragma once

#include "plumbline/core/result.hpp"

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

/// A serialization of resources or notifications in JSON (TS-0004 clause 6.7).
[[nodiscard]] bool is_json(std::string_view media_type) noexcept;

/// Whether an Accept field admits JSON (RFC 7231 clause 5.3.2).
[[nodiscard]] bool accepts_json(std::string_view accept);

}  // namespace plumbline::adapters::http
