/// @file
/// The type of a resource.

#pragma once

#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include <cstdint>

namespace plumbline::entities {

[[nodiscard]] inline bool is(const Resource& resource, onem2m::ResourceType type) {
  return resource.type == static_cast<std::uint32_t>(type);
}

}  // namespace plumbline::entities
