/// @file
/// m2m:securityInfo: the content of a NOTIFY that belongs to a security procedure.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <cstdint>
#include <optional>

namespace plumbline::onem2m {

/// @source TS-0004 clause 6.3.4.2.35
enum class SecurityInfoType : std::uint8_t {
  dynamic_authorization_request = 1,
  dynamic_authorization_response = 2,
  receiver_rand_object_request = 3,
  receiver_rand_object_response = 4,
  esprim_object = 5,
  escertke_message = 6,
  relationship_mapping_request = 7,
  relationship_mapping_response = 8,
};

struct SecurityInfo {
  SecurityInfoType type{};
  Json value;  ///< of the one member that goes with the type; null where none does
};

/// Reads a content {"m2m:seci":{"sit":…}}.
///
/// @source TS-0004 clause 6.3.5.48
/// @return Errc::malformed when there is no such content, Errc::invalid_value for an unknown type,
///         a member that does not go with the type, or the lack of the one that does.
[[nodiscard]] Result<SecurityInfo> parse_security_info(const std::optional<Json>& content);

/// The reverse.
[[nodiscard]] Json to_content(const SecurityInfo& info);

}  // namespace plumbline::onem2m
