#include "containment.hpp"

#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace plumbline::entities {

namespace {

using onem2m::ResourceType;

constexpr auto kInstance = static_cast<std::uint32_t>(ResourceType::content_instance);

std::uint64_t number(const Json& attributes, const char* name, std::uint64_t otherwise) {
  const auto member = attributes.find(name);
  return member != attributes.end() && member->is_number_unsigned() ? member->get<std::uint64_t>()
                                                                    : otherwise;
}

struct Limits {
  std::uint64_t instances;
  std::uint64_t octets;
};

Limits limits_of(const Resource& container) {
  constexpr auto kNone = std::numeric_limits<std::uint64_t>::max();
  return {.instances = number(container.attributes, "mni", kNone),
          .octets = number(container.attributes, "mbs", kNone)};
}

/// Books a change in the number and size of the instances.
void book(Call& call, const std::string& id, bool added, std::uint64_t octets) {
  const Resource* container = call.tree.find(id);
  if (container == nullptr) {
    return;
  }
  Json attributes = container->attributes;
  const std::uint64_t count = number(attributes, "cni", 0);
  const std::uint64_t bytes = number(attributes, "cbs", 0);
  attributes["cni"] = added ? count + 1 : count - std::min<std::uint64_t>(count, 1);
  attributes["cbs"] = added ? bytes + octets : bytes - std::min(bytes, octets);
  attributes["st"] = number(attributes, "st", 0) + 1;
  attributes["lt"] = onem2m::to_timestamp(call.now);
  call.tree.replace(id, std::move(attributes), container->expires);
}

/// Removes oldest instances while the container holds more than `room`.
void evict(Call& call, const std::string& id, Limits room) {
  while (const Resource* container = call.tree.find(id)) {
    const bool over = number(container->attributes, "cni", 0) > room.instances ||
                      number(container->attributes, "cbs", 0) > room.octets;
    const Resource* oldest = call.tree.oldest(id, kInstance);
    if (!over || oldest == nullptr) {
      return;
    }
    const std::uint64_t octets = number(oldest->attributes, "cs", 0);
    call.tree.erase(oldest->id);
    book(call, id, false, octets);
  }
}

}  // namespace

bool may_contain(std::uint32_t parent, std::uint32_t child) {
  using enum ResourceType;
  constexpr auto kPairs = std::to_array<std::pair<ResourceType, ResourceType>>({
      {cse_base, access_control_policy},
      {cse_base, ae},
      {cse_base, container},
      {cse_base, flex_container},
      {cse_base, node},
      {cse_base, remote_cse},
      {ae, access_control_policy},
      {ae, container},
      {ae, flex_container},
      {container, container},
      {container, content_instance},
      {container, flex_container},
      {flex_container, container},
      {flex_container, flex_container},
      {node, mgmt_obj},
  });
  return std::ranges::any_of(kPairs, [&](const auto& pair) {
    return static_cast<std::uint32_t>(pair.first) == parent &&
           static_cast<std::uint32_t>(pair.second) == child;
  });
}

Outcome<void> check_fits(const Resource& container, std::uint64_t octets) {
  const Limits limits = limits_of(container);
  if (limits.instances == 0) {
    return refuse(onem2m::Status::not_acceptable, "mni: the container takes no instances");
  }
  if (octets > limits.octets) {
    return refuse(onem2m::Status::not_acceptable, "con: larger than mbs of the container");
  }
  return success();
}

void make_room(Call& call, Resource& instance) {
  const Limits limits = limits_of(*call.tree.find(instance.parent));
  const std::uint64_t octets = number(instance.attributes, "cs", 0);
  evict(
      call, instance.parent, {.instances = limits.instances - 1, .octets = limits.octets - octets});
  const Resource& container = *call.tree.find(instance.parent);
  instance.attributes["st"] = number(container.attributes, "st", 0) + 1;
}

void enforce_limits(Call& call, const std::string& container) {
  evict(call, container, limits_of(*call.tree.find(container)));
}

void count_instance(Call& call, const Resource& instance) {
  book(call, instance.parent, true, number(instance.attributes, "cs", 0));
}

void remove_resource(Call& call, const Resource& resource) {
  const std::string parent = resource.parent;
  const bool instance = resource.type == kInstance;
  const std::uint64_t octets = number(resource.attributes, "cs", 0);
  const std::string id = resource.id;
  call.policy.discard(call.tree, id);
  if (instance && call.tree.find(id) == nullptr) {
    book(call, parent, false, octets);
  }
}

}  // namespace plumbline::entities
