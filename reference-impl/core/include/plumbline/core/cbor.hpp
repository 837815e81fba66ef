/// @file
/// The one way CBOR enters and leaves the program: the values that JSON has, strict and bounded.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

namespace plumbline {

/// Parses one RFC 8949 data item of the values that JSON has: text, numbers, booleans, null,
/// arrays, and maps with text as keys. Refused are tags, byte strings, undefined and other simple
/// values, integers that 64 bits cannot hold, floats that are not finite, text that is not UTF-8,
/// duplicate keys, octets after the item, and what is over `limits` (octets: of `octets`).
/// Indefinite lengths are taken, for text too.
///
/// @return the value; Errc::malformed or Errc::unsupported with the octet's number, or
///         Errc::too_large.
[[nodiscard]] Result<Json> parse_cbor(ByteView octets, const JsonLimits& limits = {});

/// RFC 8949 with definite lengths and the shortest form of each head; floats in the shortest of
/// single and double precision that holds them. `value` must have what parse_cbor takes.
[[nodiscard]] Bytes cbor_octets(const Json& value);

}  // namespace plumbline
