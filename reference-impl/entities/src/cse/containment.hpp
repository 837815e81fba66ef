/// @file
/// What may stand below what, and the accounts that a <container> keeps of its instances.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/entities/cse/resource.hpp"

#include "call.hpp"
#include "outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace plumbline::entities {

/// Whether a resource of type `child` may be created below one of type `parent`.
/// @source TS-0001 clause 9.6, the child resource tables
[[nodiscard]] bool may_contain(std::uint32_t parent, std::uint32_t child);

/// Refuses an instance of `octets` that a container can never hold (5207).
/// @source TS-0004 clause 7.4.7.2.1
[[nodiscard]] Outcome<void> check_fits(const Resource& container, std::uint64_t octets);

/// Removes the oldest instances of a container until a new one, which fits, stays within
/// maxNrOfInstances and maxByteSize; and gives the new one its stateTag.
void make_room(Call& call, Resource& instance);

/// Removes the oldest instances that are over the limits of a container.
void enforce_limits(Call& call, const std::string& container);

/// Enters a new instance in the accounts of its container.
void count_instance(Call& call, const Resource& instance);

/// Removes a resource with all below it, and an instance from the accounts of its container.
void remove_resource(Call& call, const Resource& resource);

}  // namespace plumbline::entities
