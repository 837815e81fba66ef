/// @file
/// What JWS and JWE share: the three serializations and the bounds on what is read.

#pragma once

#include <cstddef>
#include <cstdint>

namespace plumbline::jose {

/// RFC 7515 clause 7 and RFC 7516 clause 7.
enum class Serialization : std::uint8_t { compact, flattened, general };

/// Bounds on an object that is read; Errc::too_large beyond them.
struct JoseLimits {
  std::size_t octets = std::size_t{16} << 20U;  ///< the whole text
  std::size_t recipients = 64;                  ///< recipients of a JWE, signatures of a JWS
};

}  // namespace plumbline::jose
