/// @file
/// The requests by which an AE has its protected data hosted.

#pragma once

#include "plumbline/data_at_rest/protected_data.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "host_command.hpp"

#include <string>
#include <vector>

namespace plumbline::entities::ae {

/// Where a resource goes, and who may get at it.
struct Place {
  std::string parent;             ///< address
  std::string name;               ///< resourceName
  std::vector<std::string> acpi;  ///< accessControlPolicyIDs; empty: not sent

  [[nodiscard]] std::string address() const { return parent + '/' + name; }
};

/// Resource that carries the Credential-Ids beside protected children.
inline constexpr const char* kCredentialIdName = "credentialId";

[[nodiscard]] onem2m::RequestPrimitive create_policy(const Place& place, Json attributes);
[[nodiscard]] onem2m::RequestPrimitive create_container(const Place& place);
[[nodiscard]] onem2m::RequestPrimitive create_instance(
    const Place& place, const data_at_rest::ProtectedContent& content);
/// <mgmtObj> [deviceInfo] whose description is the protected object.
[[nodiscard]] onem2m::RequestPrimitive create_management_object(
    const Place& place, const data_at_rest::ProtectedContent& content);
[[nodiscard]] onem2m::RequestPrimitive create_child(const Place& place,
                                                    const data_at_rest::ProtectedChild& child);
/// `ids`: {"conf": id, "auth": id}
[[nodiscard]] onem2m::RequestPrimitive create_credential_ids(const Place& place, const Json& ids);

}  // namespace plumbline::entities::ae
