/// @file
/// A JWS as it is on the wire.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/serialization.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace plumbline::jose {

struct JwsObject {
  struct Signature {
    std::string_view protected_text;  ///< encoded
    Header protected_header;
    Header header;
    Bytes signature;
  };

  std::optional<std::string_view> payload_text;  ///< encoded; nothing when it is left out
  std::vector<Signature> signatures;
};

/// RFC 7515 clause 7.1. The result points into `text`. An empty payload part is an empty payload,
/// or a detached one: the receiver knows.
[[nodiscard]] Result<JwsObject> parse_compact_jws(std::string_view text, const JoseLimits& limits);

/// RFC 7515 clause 7.2. The result points into `object`.
[[nodiscard]] Result<JwsObject> parse_json_jws(const Json& object, const JoseLimits& limits);

}  // namespace plumbline::jose
