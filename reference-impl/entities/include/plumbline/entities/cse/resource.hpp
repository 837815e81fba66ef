/// @file
/// One hosted resource.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace plumbline::entities {

struct Resource {
  std::uint32_t type = 0;
  std::string root{};    ///< root member of its representation: "m2m:cin", "e2e:ec" …
  std::string id{};      ///< resourceID (ri), unique at this CSE
  std::string parent{};  ///< parentID (pi); empty for the CSEBase
  std::string name{};    ///< resourceName (rn), unique among its siblings
  /// Absolute id of the entity that the system default privileges fall to: the creator, for an <AE>
  /// the AE itself.
  std::string owner{};
  std::optional<TimePoint> expires{};  ///< expirationTime (et); nothing for the CSEBase
  /// Every attribute as it is represented, universal ones (ty ri rn pi ct lt et) included.
  Json attributes = Json::object();
};

}  // namespace plumbline::entities
