/// @file
/// Key of the end-to-end security framework. The formula is ours: TR-0012 asks for the properties
/// only.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <string_view>

namespace plumbline::keys {

enum class EsfSessionType : std::uint8_t { s1, sm };

struct EsfKeyInput {
  ByteView key;                                      ///< established key; 1 or more octets
  EsfSessionType session_type = EsfSessionType::s1;  ///< enters as "S1" or "Sm"
  int target_data_class = 0;                         ///< 1 to 9, enters as its digit
  std::string_view source_id;                        ///< normalised here
  ByteView salt;                                     ///< 16 octets, from the envelope
};

/// A key of its own for each session type, target data class, source and envelope; 32 octets.
///
/// @source TR-0012 clause 6.2.2.2.1.3 (the property); project choice (the formula)
/// @return Errc::invalid_length for an empty key or id or a salt of another size,
///         Errc::invalid_value for the class, Errc::malformed for an id that is not UTF-8.
[[nodiscard]] Result<crypto::SecretBytes> derive_esf_key(const EsfKeyInput& input);

}  // namespace plumbline::keys
