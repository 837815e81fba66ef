#include "forwarding.hpp"

#include "plumbline/entities/cse/access_control.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "is_type.hpp"
#include "request_check.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::entities {

namespace {

using onem2m::ResourceType;
using onem2m::Status;

std::vector<std::string> texts_of(const Resource& resource, std::string_view attribute) {
  const auto list = resource.attributes.find(attribute);
  return list == resource.attributes.end() ? std::vector<std::string>{}
                                           : list->get<std::vector<std::string>>();
}

/// Whether the CSE `id` (absolute) is the registree `remote` itself.
bool is_itself(const Call& call, const Resource& remote, std::string_view id) {
  return onem2m::absolute_id(text_at(remote.attributes, "csi"), call.configuration.identity) == id;
}

/// Whether the CSE `id` (absolute) is one behind the registree `remote`.
bool is_descendant(const Call& call, const Resource& remote, std::string_view id) {
  const auto below = texts_of(remote, "dcse");
  return std::ranges::any_of(below, [&](const std::string& descendant) {
    return onem2m::absolute_id(descendant, call.configuration.identity) == id;
  });
}

/// The registree that leads to the CSE `id`; nullptr when none does.
const Resource* registree_towards(const Call& call, std::string_view id) {
  const Resource* way = nullptr;
  for (const Resource* child : call.tree.children(call.tree.base().id)) {
    if (is(*child, ResourceType::remote_cse)) {
      if (is_itself(call, *child, id)) {
        return child;
      }
      if (is_descendant(call, *child, id)) {
        way = child;
      }
    }
  }
  return way;
}

/// The points of access of an <AE> or <remoteCSE>, which must be request reachable.
Outcome<NextHop> hop_to(const Resource& resource, std::string entity) {
  if (!resource.attributes.value("rr", false)) {
    return refuse(Status::target_not_reachable, "to: " + entity + " is not request reachable");
  }
  auto points = texts_of(resource, "poa");
  if (points.empty()) {
    return refuse(Status::target_not_reachable, "to: " + entity + " has no point of access");
  }
  return NextHop{.entity = std::move(entity), .points_of_access = std::move(points)};
}

Outcome<NextHop> hop_to_cse(const Call& call, const std::string& receiver) {
  const CseConfiguration& configuration = call.configuration;
  const std::string id = onem2m::absolute_id(receiver, configuration.identity);
  if (const Resource* registree = registree_towards(call, id)) {
    return hop_to(
        *registree,
        onem2m::absolute_id(text_at(registree->attributes, "csi"), configuration.identity));
  }
  if (!configuration.registrar) {
    return refuse(Status::not_found, "to: no CSE " + id + " is known here");
  }
  return NextHop{
      .entity = onem2m::absolute_id(configuration.registrar->cse_id, configuration.identity),
      .points_of_access = configuration.registrar->points_of_access};
}

/// Leaves the points of access that the policy allows.
Outcome<NextHop> allowed(const Call& call, NextHop hop, const onem2m::Association& association) {
  std::erase_if(hop.points_of_access, [&](const std::string& point) {
    return !call.policy.allows_hop(point, association, call.configuration);
  });
  if (hop.points_of_access.empty()) {
    return refuse(Status::security_association_required,
                  "to: " + hop.entity + " has no point of access that is secure enough");
  }
  return hop;
}

/// The next hop, or nothing for a request to this CSE.
Outcome<std::optional<NextHop>> next_hop(const Call& call, const onem2m::Target& target) {
  if (!target.local) {
    PLUMBLINE_TRY(NextHop hop, hop_to_cse(call, target.receiver));
    // Split horizon: between two CSEs that each take the other for nearer nothing would arrive.
    if (hop.entity == call.entity) {
      return refuse(Status::target_not_reachable, "to: the way leads back to " + hop.entity);
    }
    return std::optional(std::move(hop));
  }
  const Resource* resource =
      call.request.operation == onem2m::Operation::notify ? locate(target, call.tree) : nullptr;
  if (resource == nullptr || !is(*resource, ResourceType::ae)) {
    return std::optional<NextHop>();
  }
  PLUMBLINE_TRY(check_privilege(call, *resource));
  PLUMBLINE_TRY(NextHop hop,
                hop_to(*resource, onem2m::absolute_id(resource->id, call.configuration.identity)));
  return std::optional(std::move(hop));
}

std::optional<TimePoint> expiry_of(const Call& call) {
  const auto parameter = call.request.parameters.find("rqet");
  if (parameter == call.request.parameters.end()) {
    return std::nullopt;
  }
  const auto time = onem2m::from_abs_rel_timestamp(parameter->second, call.now);
  return time ? std::optional(time.value()) : std::nullopt;
}

}  // namespace

Outcome<std::optional<Forward>> forward_of(const Call& call,
                                           const onem2m::Association& association) {
  const auto target = onem2m::resolve_target(call.request.to, call.configuration.identity);
  const bool maybe =
      target && (!target.value().local || call.request.operation == onem2m::Operation::notify);
  if (!maybe) {
    return std::optional<Forward>();
  }
  PLUMBLINE_TRY(check_request(call, association));
  PLUMBLINE_TRY(auto hop, next_hop(call, target.value()));
  if (!hop) {
    return std::optional<Forward>();
  }
  if (call.request.from.empty()) {
    return refuse(Status::bad_request, "fr: is missing, and an AE registers at its registrar only");
  }
  PLUMBLINE_TRY(NextHop way, allowed(call, *std::move(hop), association));
  auto request = call.policy.outgoing(call.request, way, call.configuration);
  return std::optional(
      Forward{.hop = std::move(way), .request = std::move(request), .expires = expiry_of(call)});
}

}  // namespace plumbline::entities
