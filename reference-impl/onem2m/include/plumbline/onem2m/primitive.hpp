/// @file
/// Request and response primitives, independent of binding and serialization.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/status.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::onem2m {

/// @source TS-0004 clause 6.3.4.2.5
enum class Operation : std::uint8_t {
  create = 1,
  retrieve = 2,
  update = 3,
  remove = 4,
  notify = 5
};

/// "CREATE", "RETRIEVE", "UPDATE", "DELETE", "NOTIFY".
[[nodiscard]] std::string_view name_of(Operation operation) noexcept;

/// Parameters of a primitive that have no member of their own below, by short name.
using Parameters = std::map<std::string, std::string, std::less<>>;

/// @source TS-0001 clause 8.1.2, TS-0004 clause 7.2
struct RequestPrimitive {
  Operation operation = Operation::retrieve;
  std::string to;    ///< CSE-relative, SP-relative or absolute, as TS-0001 clause 9.3.1 writes it
  std::string from;  ///< empty when absent
  std::string request_id;                      ///< empty when absent
  std::string release_version = "3";           ///< empty when absent
  std::optional<std::uint32_t> resource_type;  ///< ty, CREATE only
  std::optional<Json> content;                 ///< pc
  /// Parameters that travel in headers: ot rqet rset oet ec rtu gid vsi asri tkns …
  Parameters parameters;
  /// Parameters and filter criteria that travel in the query: rt rp rcn da drt fu lbl atrl …, and
  /// attribute filters such as e2e:kind. One value per name; lists are joined with '+'.
  Parameters query;
};

struct ResponsePrimitive {
  Status status = Status::ok;
  std::string request_id;
  std::string release_version = "3";
  std::string from;                        ///< empty when absent
  std::optional<Json> content;             ///< pc
  std::optional<std::string> created_uri;  ///< Content-Location / Location-Path of a CREATE
  Parameters parameters;                   ///< ot rset ec cts cto ati vsi …
};

/// A response to `request` with `status` and, for errors, a debug text that names the fault:
/// content {"m2m:dbg": detail}.
[[nodiscard]] ResponsePrimitive respond(const RequestPrimitive& request,
                                        Status status,
                                        std::string detail = {});

/// A response that carries a resource representation or other content.
[[nodiscard]] ResponsePrimitive respond_with(const RequestPrimitive& request,
                                             Status status,
                                             Json content);

/// A text attribute of the one resource in `content`; empty where there is none.
[[nodiscard]] std::string text_attribute(const std::optional<Json>& content, std::string_view name);

/// Where a CREATE put its resource, for further requests: below the parent by its resourceName, or
/// by its resourceID, or as the response says. A host need not name the address (Content-Location
/// is for requests that ask for it, TS-0009 clause 6.4.4) nor return the resource; then by the name
/// that the request asked for. Empty when nothing tells.
[[nodiscard]] std::string created_address(const RequestPrimitive& request,
                                          const ResponsePrimitive& response);

/// The whole primitive as unwrapped JSON, short names (TS-0004 clause 8.4.2): {"op":2,"to":…}. The
/// address of a created resource, for which TS-0004 has no parameter, is in "e2e:uri".
[[nodiscard]] Json to_json(const RequestPrimitive& request);
[[nodiscard]] Json to_json(const ResponsePrimitive& response);

/// The reverse. Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<RequestPrimitive> request_from_json(const Json& value);
[[nodiscard]] Result<ResponsePrimitive> response_from_json(const Json& value);

/// What every receiver checks before it looks at the target: From, Request Identifier and (in
/// release 3) Release Version Indicator are there, the operation has what it needs (ty and content
/// of a CREATE, content of an UPDATE), ids are well formed.
///
/// @source TS-0004 clause 7.2.1.1, table 7.2.1.1-1
/// @return success, or the status to answer with and the text that names the parameter.
struct PrimitiveFault {
  Status status;
  std::string detail;
};

[[nodiscard]] std::optional<PrimitiveFault> fault_of(const RequestPrimitive& request);

}  // namespace plumbline::onem2m
