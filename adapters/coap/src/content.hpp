/// @file
/// Content of primitives as payloads: the one place that knows serializations and their numbers.

#pragma once

#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <cstdint>
#include <optional>

namespace plumbline::adapters::coap {

/// Content-Format application/json: what this adapter writes, and asks for by Accept.
/// @source TS-0008 table 6.2.2.2-1
inline constexpr std::uint32_t kJsonFormat = 50;

/// Whether content can be given in that Content-Format.
[[nodiscard]] bool is_acceptable(std::uint32_t format) noexcept;

/// Payload and Content-Format.
void add_content(Message& message, const Json& content);

/// The content of a message whose Content-Format is `format`; nothing without payload.
/// Errc::unsupported for no format and for one that is not read, Errc::malformed, Errc::too_large.
[[nodiscard]] Result<std::optional<Json>> read_content(const Message& message,
                                                       std::optional<std::uint32_t> format);

}  // namespace plumbline::adapters::coap
