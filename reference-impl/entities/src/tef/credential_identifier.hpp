/// @file
/// The relative part of Credential-Ids.

#pragma once

#include <string>
#include <string_view>

namespace plumbline::entities {

/// xs:hexBinary is written in upper case and compared without case; names are taken as they are.
[[nodiscard]] std::string canonical_id(std::string id);

[[nodiscard]] bool equal_without_case(std::string_view a, std::string_view b);

/// The address without what a client may add that has a Credential-Id or a Content-Location at
/// hand: "/-/id" and "-/id@fqdn" are "-/id".
[[nodiscard]] std::string_view bare_target(std::string_view to, std::string_view fqdn);

}  // namespace plumbline::entities
