/// @file
/// What a hosting CSE holds before the first request.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/entities/cse/resource_tree.hpp"

namespace plumbline::entities {

/// The CSEBase and its <accessControlPolicy>, neither of which expires.
/// @source TS-0004 tables 7.4.2.1-1, 7.4.3.1-1
[[nodiscard]] ResourceTree initial_resources(const CseConfiguration& configuration, TimePoint now);

}  // namespace plumbline::entities
