/// @file
/// Octet strings and their text forms: hex, base64, base64url.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The octets of `text`, without copying.
[[nodiscard]] ByteView as_bytes(std::string_view text) noexcept;

/// The octets as characters, without copying or validating.
[[nodiscard]] std::string_view as_text(ByteView bytes) noexcept;

/// Concatenation: no separator, no terminator.
[[nodiscard]] Bytes concat(std::initializer_list<ByteView> parts);

/// Lower-case hex.
[[nodiscard]] std::string to_hex(ByteView bytes);

/// Upper-case hex, the canonical form of xs:hexBinary.
[[nodiscard]] std::string to_upper_hex(ByteView bytes);

/// Hex of either case to octets; Errc::malformed for odd length or a foreign character.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

/// RFC 4648 clause 4, with padding.
[[nodiscard]] std::string to_base64(ByteView bytes);

/// Strict RFC 4648 clause 4: padding required, no white space, unused bits zero; else
/// Errc::malformed.
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

/// RFC 7515 clause 2: base64url without padding.
[[nodiscard]] std::string to_base64url(ByteView bytes);

/// Appends the base64url form of `bytes` to `out`.
void append_base64url(std::string& out, ByteView bytes);

/// Strict RFC 7515: no padding, no white space, unused bits zero; else Errc::malformed.
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

}  // namespace plumbline
