/// @file
/// Overwrites text that held a secret.

#pragma once

#include "plumbline/crypto/secret_bytes.hpp"

#include <string>

namespace plumbline::jose {

inline void wipe_text(std::string& text) noexcept {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the octets behind the characters
  crypto::detail::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

}  // namespace plumbline::jose
