/// @file
/// The parts that CSEs play in a campaign: who each is, whom it knows, how it proves itself.

#pragma once

#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/harness/security.hpp"
#include "plumbline/harness/world.hpp"

#include <functional>
#include <map>
#include <string>

namespace plumbline::harness {

/// TLS settings towards the entities that a CSE sends to, by absolute id.
using HopSecurity = std::map<std::string, TlsClientOptions, std::less<>>;

struct CsePart {
  entities::CseConfiguration configuration;
  std::string fqdn;  ///< dNSName of its certificate
  HopSecurity hops;
};

/// The CSE whose place a system under test takes; it knows every actor of `world`. In the direction
/// to an entity it uses the credential with which that entity comes to it.
///
/// @source TS-0003 clause 8.2.1 (the credentials of an association serve the reverse direction)
[[nodiscard]] CsePart tested_cse(const World& world);

/// The tester's CSE that plays `who`, one of the neighbours; it knows the CSE under test.
[[nodiscard]] CsePart neighbouring_cse(const World& world, Who who);

}  // namespace plumbline::harness
