/// @file
/// One request on its way through the CSE, and what the steps share.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/cse/resource_tree.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>

namespace plumbline::entities {

struct Call {
  const CseConfiguration& configuration;
  CsePolicy& policy;
  ResourceTree& tree;
  RandomSource& random;
  TimePoint now;
  const onem2m::RequestPrimitive& request;
  std::string originator;  ///< absolute id of From; empty while an AE has none
  std::string entity;      ///< absolute id of the entity behind the association; empty when unknown
};

}  // namespace plumbline::entities
