/// @file
/// The two encodings of an ECDSA signature: DER as OpenSSL has it, r ‖ s as RFC 7518 3.4 has it.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>

namespace plumbline::crypto {

/// `der` is what OpenSSL made; the result is 2 * field_size octets.
[[nodiscard]] Bytes ecdsa_der_to_fixed(ByteView der, std::size_t field_size);

/// @return Errc::authentication_failed unless `fixed` is 2 * field_size octets.
[[nodiscard]] Result<Bytes> ecdsa_fixed_to_der(ByteView fixed, std::size_t field_size);

}  // namespace plumbline::crypto
