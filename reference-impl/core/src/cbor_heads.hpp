/// @file
/// A look at the heads of a CBOR data item before the library reads it.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

namespace plumbline {

/// Refuses what the library would take in silence or fall over: a negative integer below -2^63
/// (read as a positive one), indefinite-length text within such text (one recursion each), tags,
/// byte strings and simple values that JSON does not have. What nests in what is not looked at.
///
/// @source RFC 8949 clauses 3, 3.2.3
/// @return Errc::malformed or Errc::unsupported with the number of the octet.
[[nodiscard]] Result<void> check_cbor_heads(ByteView octets);

}  // namespace plumbline
