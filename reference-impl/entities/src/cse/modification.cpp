#include "modification.hpp"

#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "common_attributes.hpp"
#include "containment.hpp"
#include "is_type.hpp"
#include "result_content.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::entities {

namespace {

using onem2m::ResourceType;
using onem2m::Status;

/// An expirationTime must not come before that of a child.
Outcome<void> check_children_expire_before(const Call& call,
                                           const Resource& target,
                                           TimePoint expires) {
  const bool earlier = target.expires && expires < *target.expires;
  const auto children = call.tree.children(target.id);
  if (earlier && std::ranges::any_of(children, [&](const Resource* child) {
        return child->expires && *child->expires > expires;
      })) {
    return refuse(Status::bad_request, "et: earlier than that of a child resource");
  }
  return success();
}

/// Puts the attributes of the request in the place of those of `resource`; null removes one.
void merge(Json& attributes, const Json& changes) {
  for (const auto& [name, value] : changes.items()) {
    if (value.is_null()) {
      attributes.erase(name);
    } else {
      attributes[name] = value;
    }
  }
}

/// The new expirationTime: as asked, the default when removed, else unchanged.
Outcome<std::optional<TimePoint>> new_expiration(const Call& call,
                                                 const Resource& target,
                                                 const Json& changes) {
  if (!changes.contains("et")) {
    return target.expires;
  }
  PLUMBLINE_TRY(const auto expires, expiration_for(call, changes, *call.tree.find(target.parent)));
  PLUMBLINE_TRY(check_children_expire_before(call, target, expires));
  return std::optional(expires);
}

void set_maintained(const Call& call, Resource& resource) {
  Json& attributes = resource.attributes;
  attributes["lt"] = onem2m::to_timestamp(call.now);
  if (resource.expires) {
    attributes["et"] = onem2m::to_timestamp(*resource.expires);
  }
  if (attributes.contains("st")) {
    attributes["st"] = attributes["st"].get<std::uint64_t>() + 1;
  }
  if (is(resource, ResourceType::flex_container)) {
    attributes["cs"] = custom_octets(attributes);
  }
}

Outcome<void> check_changes(const Call& call, const Resource& target) {
  const auto* info = onem2m::info_of(target.type, target.root);
  if (auto fault = onem2m::check_update(*info, *call.request.content)) {
    return refuse(fault->status, std::move(fault->detail));
  }
  const Json& changes = *call.request.content->begin();
  if (changes.contains("acpi") && changes.size() != 1) {
    return refuse(Status::bad_request, "acpi: must be the only attribute of an UPDATE");
  }
  PLUMBLINE_TRY(check_policy_ids(call, changes));
  return check_supported(changes);
}

}  // namespace

bool is_about_policies(const onem2m::RequestPrimitive& request) {
  return request.operation == onem2m::Operation::update && request.content &&
         request.content->is_object() && request.content->size() == 1 &&
         request.content->begin()->is_object() && request.content->begin()->contains("acpi");
}

Outcome<onem2m::ResponsePrimitive> update(Call& call, const Resource& target) {
  if (is(target, ResourceType::content_instance) || is(target, ResourceType::cse_base)) {
    return refuse(Status::operation_not_allowed, "op: " + target.root + " is never updated");
  }
  PLUMBLINE_TRY(const auto shown, result_content_of(call.request));
  PLUMBLINE_TRY(check_changes(call, target));
  const Json& changes = *call.request.content->begin();
  Resource changed = target;
  PLUMBLINE_TRY(changed.expires, new_expiration(call, target, changes));
  merge(changed.attributes, changes);
  set_maintained(call, changed);
  PLUMBLINE_TRY(check_size(call, changed.attributes, json_text(target.attributes).size()));

  call.policy.amend(call.tree, changed.id, changed.attributes, changed.expires);
  if (is(changed, ResourceType::container)) {
    enforce_limits(call, changed.id);
    changed = *call.tree.find(changed.id);
  }
  return answer_with(call, Status::updated, changed, shown);
}

Outcome<onem2m::ResponsePrimitive> remove(Call& call, const Resource& target) {
  if (is(target, ResourceType::cse_base)) {
    return refuse(Status::operation_not_allowed, "op: a CSEBase is not deleted by request");
  }
  PLUMBLINE_TRY(const auto shown, result_content_of(call.request));
  auto response = answer_with(call, Status::deleted, target, shown);
  remove_resource(call, target);
  return response;
}

}  // namespace plumbline::entities
