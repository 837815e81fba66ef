/// @file
/// What a hosting CSE is told when it starts.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace plumbline::entities {

/// Bounds on what peers can make a CSE hold. Beyond them a CREATE or UPDATE is refused.
struct CseLimits {
  std::size_t resources = 10'000;
  std::size_t representation_octets = std::size_t{1} << 20U;  ///< of one resource, as JSON text
  std::size_t store_octets = std::size_t{64} << 20U;          ///< of all resources together
  std::size_t depth = 16;                                     ///< levels below the CSEBase
  std::size_t name_octets = 128;                              ///< of a resourceName
};

struct CseConfiguration {
  onem2m::NodeIdentity identity;
  /// Entity that administers this CSE: it may do everything on the CSEBase, which is to create
  /// resources there too.
  std::string admin;
  /// psk_identity → entity. A CSE-ID stands for every entity behind that CSE.
  IdentityMap identities;
  /// Whether requests outside a security association are refused (4107).
  bool security_required = true;
  CseLimits limits;
  /// expirationTime of a resource whose creator names none, and the most that one gets.
  milliseconds default_lifetime = std::chrono::hours{24};
  milliseconds longest_lifetime = std::chrono::hours{24 * 365};
};

}  // namespace plumbline::entities
