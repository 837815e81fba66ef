/// @file
/// What records of TLS and DTLS have in common. Private to src/.

#pragma once

#include "plumbline/core/bytes.hpp"

#include <cstddef>
#include <cstdint>

namespace plumbline::channel {

/// RFC 5246 clause 6.2.3: of an encrypted record.
inline constexpr std::size_t kLargestFragment = 16384 + 2048;

/// RFC 5246 clause 6.2.1: change_cipher_spec to application_data.
inline bool is_content_type(std::uint8_t type) {
  return type >= 20 && type <= 23;
}

/// `size` octets from `position` on, the most significant one first.
inline std::size_t number_at(ByteView octets, std::size_t position, std::size_t size) {
  std::size_t number = 0;
  for (const std::uint8_t octet : octets.subspan(position, size)) {
    number = number << 8U | octet;
  }
  return number;
}

}  // namespace plumbline::channel
