/// @file
/// The attributes of each resource type.

#pragma once

#include "plumbline/onem2m/resource_type.hpp"

#include <span>

namespace plumbline::onem2m {

/// One entry for each type; of the types with specializations, one for each root member.
[[nodiscard]] std::span<const ResourceTypeInfo> resource_types();

}  // namespace plumbline::onem2m
