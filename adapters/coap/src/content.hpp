/// @file
/// Content of primitives as payloads: the one place that knows serializations and their numbers.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <cstdint>
#include <optional>

namespace plumbline::adapters::coap {

/// How contents of that Content-Format are written; nothing for any other.
/// @source TS-0008 table 6.2.2.2-1
[[nodiscard]] std::optional<onem2m::Serialization> serialization_of(std::uint32_t format) noexcept;

/// The plain Content-Format of a serialization: 50, 41 or 60.
[[nodiscard]] std::uint32_t plain_format_of(onem2m::Serialization serialization) noexcept;

/// Payload and Content-Format, which is one that serialization_of() knows. Errc::unsupported naming
/// a member that the serialization cannot carry.
[[nodiscard]] Result<void> add_content(Message& message, const Json& content, std::uint32_t format);

/// The content of a message whose Content-Format is `format`; nothing without payload.
/// Errc::unsupported for no format and for one that is not of contents, Errc::malformed for what is
/// none in that format.
[[nodiscard]] Result<std::optional<Json>> read_content(const Message& message,
                                                       std::optional<std::uint32_t> format);

}  // namespace plumbline::adapters::coap
