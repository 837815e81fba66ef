/// @file
/// A JWE as it is on the wire, in either direction.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/serialization.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::jose {

struct JweObject {
  struct Recipient {
    Header header;
    Bytes encrypted_key;
  };

  Header protected_header;
  Header unprotected;
  std::vector<Recipient> recipients;
  Bytes iv;
  Bytes ciphertext;
  Bytes tag;
  Bytes aad;
  std::string_view protected_text;  ///< encoded; points into what was parsed
  std::string with_aad;             ///< encoded protected header "." encoded AAD, when there is one

  /// What the tag covers, RFC 7516 clause 5.1 steps 14 and 15.
  [[nodiscard]] ByteView authenticated() const noexcept {
    return as_bytes(with_aad.empty() ? protected_text : std::string_view{with_aad});
  }
};

/// RFC 7516 clause 7.1. The result points into `text`.
[[nodiscard]] Result<JweObject> parse_compact_jwe(std::string_view text, const JoseLimits& limits);

/// RFC 7516 clause 7.2. The result points into `object`.
[[nodiscard]] Result<JweObject> parse_json_jwe(const Json& object, const JoseLimits& limits);

}  // namespace plumbline::jose
