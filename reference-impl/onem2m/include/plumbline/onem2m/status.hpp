/// @file
/// Response Status Codes and how HTTP and CoAP carry them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::onem2m {

/// Response Status Codes that the reference implementation itself returns; any other number a peer
/// sends is kept as it is.
/// @source TS-0004 clause 6.6.3
enum class Status : std::uint16_t {
  accepted = 1000,
  ok = 2000,
  created = 2001,
  deleted = 2002,
  updated = 2004,
  bad_request = 4000,
  release_version_not_supported = 4001,
  not_found = 4004,
  operation_not_allowed = 4005,
  request_timeout = 4008,
  unsupported_media_type = 4015,
  contents_unacceptable = 4102,
  originator_has_no_privilege = 4103,
  conflict = 4105,
  originator_not_authenticated = 4106,
  security_association_required = 4107,
  invalid_child_resource_type = 4108,
  originator_has_already_registered = 4117,
  app_rule_validation_failed = 4126,
  internal_server_error = 5000,
  not_implemented = 5001,
  target_not_reachable = 5103,
  not_acceptable = 5207,
};

/// Number of a status.
[[nodiscard]] constexpr unsigned number_of(Status status) noexcept {
  return static_cast<unsigned>(status);
}

/// 2xxx.
[[nodiscard]] constexpr bool is_success(Status status) noexcept {
  return number_of(status) / 1000 == 2;
}

struct StatusMapping {
  unsigned rsc;
  std::string_view name;  ///< as TS-0004 spells it, e.g. "ORIGINATOR_HAS_NO_PRIVILEGE"
  unsigned http;          ///< HTTP status code
  unsigned coap;          ///< CoAP code as class * 100 + detail, e.g. 403; 0 where none is defined
};

/// The row of the complete list (TS-0004 clause 6.6.3, TS-0009 table 6.3.2-1, TS-0008 table
/// 6.2.4-1); nothing for a number that is not in it.
[[nodiscard]] std::optional<StatusMapping> mapping_of(unsigned rsc) noexcept;

/// HTTP status for any number: the row's, or 200, 400, 500 by the class of an unlisted one.
[[nodiscard]] unsigned http_status_of(Status status) noexcept;

/// "4103 ORIGINATOR_HAS_NO_PRIVILEGE", or the bare number.
[[nodiscard]] std::string name_of(Status status);

}  // namespace plumbline::onem2m
