#include "creation.hpp"

#include "plumbline/onem2m/content_info.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "common_attributes.hpp"
#include "containment.hpp"
#include "is_type.hpp"
#include "registration.hpp"
#include "result_content.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::entities {

namespace {

using onem2m::ResourceType;
using onem2m::Status;

/// Refuses a type that is not hosted, or not below such a parent.
Outcome<const onem2m::ResourceTypeInfo*> check_type(const Call& call, const Resource& parent) {
  const auto type = call.request.resource_type.value_or(0);
  const auto* info = type_asked_for(call.request);
  if (info == nullptr || info->type == ResourceType::credential) {
    return refuse(Status::not_implemented, "ty: " + std::to_string(type) + " is not hosted here");
  }
  if (info->type == ResourceType::cse_base) {
    return refuse(Status::operation_not_allowed, "ty: a CSEBase is not created by request");
  }
  if (!may_contain(parent.type, type)) {
    return refuse(Status::invalid_child_resource_type,
                  "ty: no " + std::string(info->root) + " below " + parent.root);
  }
  return info;
}

Outcome<void> check_place(const Call& call, const Resource& parent) {
  const CseLimits& limits = call.configuration.limits;
  if (call.tree.size() >= limits.resources) {
    return refuse(Status::not_acceptable, "this CSE holds as many resources as it may");
  }
  if (call.tree.depth(parent) >= limits.depth) {
    return refuse(Status::not_acceptable,
                  "to: deeper than " + std::to_string(limits.depth) + " levels");
  }
  return success();
}

/// An address, structured or not, must never mean two resources.
bool is_ambiguous(const Call& call, const Resource& resource) {
  const bool at_base = resource.parent == call.tree.base().id;
  const Resource* namesake = at_base ? call.tree.find(resource.name) : nullptr;
  return namesake != nullptr || call.tree.find(resource.id) != nullptr ||
         call.tree.child(call.tree.base().id, resource.id) != nullptr;
}

/// resourceName and resourceID.
Outcome<void> name(const Call& call, Resource& resource) {
  const auto asked = resource.attributes.find("rn");
  if (asked != resource.attributes.end()) {
    resource.name = asked->get<std::string>();
    if (resource.name.empty() || resource.name.size() > call.configuration.limits.name_octets) {
      return refuse(Status::bad_request, "rn: empty, or longer than this CSE takes");
    }
  }
  if (resource.id.empty()) {
    resource.id = call.policy.assign_id(resource, call.random);
  }
  if (resource.name.empty()) {
    resource.name = resource.id;
  }
  const bool reserved = resource.name == "la" || resource.name == "ol" ||
                        resource.name == call.configuration.identity.cse_name;
  if (reserved || call.tree.child(resource.parent, resource.name) != nullptr ||
      is_ambiguous(call, resource)) {
    return refuse(Status::conflict, "rn: " + resource.name + " is taken");
  }
  return success();
}

/// What TS-0004 clause 7.4.5 adds for <AE>.
Outcome<void> complete_ae(const Call& call, Resource& ae) {
  const auto& api = ae.attributes["api"].get_ref<const std::string&>();
  if (api.empty() || std::string_view("NRr").find(api[0]) == std::string_view::npos) {
    return refuse(Status::bad_request, "api: must begin with N, R or r");
  }
  PLUMBLINE_TRY(ae.id, ae_id_for(call));
  ae.attributes["aei"] = ae.id;
  if (ae.attributes.contains("cr")) {
    ae.attributes["cr"] = ae.id;
  }
  ae.owner = onem2m::absolute_id(ae.id, call.configuration.identity);
  return success();
}

/// What TS-0004 clause 7.4.7 adds for <contentInstance>: cs, and that content which is protected or
/// base64 is text.
Outcome<void> complete_instance(const Call& call, const Resource& container, Resource& instance) {
  Json& attributes = instance.attributes;
  const Json& content = attributes["con"];
  if (const auto cnf = attributes.find("cnf"); cnf != attributes.end() && !content.is_string()) {
    const auto info = onem2m::parse_content_info(cnf->get_ref<const std::string&>());
    if (!info || info.value().security != onem2m::ContentSecurity::none ||
        info.value().encoding != onem2m::ContentEncoding::plain) {
      return refuse(Status::bad_request, "con: must be a string with such a cnf");
    }
  }
  attributes["cs"] = content.is_string() ? content.get_ref<const std::string&>().size()
                                         : json_text(content).size();
  const auto age = container.attributes.find("mia");
  if (age != container.attributes.end()) {
    constexpr std::uint64_t kCentury = 100ULL * 365 * 24 * 3600;
    const std::chrono::seconds most(
        static_cast<std::int64_t>(std::min(age->get<std::uint64_t>(), kCentury)));
    instance.expires = std::min(*instance.expires, call.now + most);
  }
  return check_fits(container, attributes["cs"].get<std::uint64_t>());
}

Outcome<void> complete(const Call& call, const Resource& parent, Resource& resource) {
  Json& attributes = resource.attributes;
  if (is(resource, ResourceType::ae)) {
    return complete_ae(call, resource);
  }
  if (is(resource, ResourceType::remote_cse)) {
    return check_registree(call, attributes);
  }
  if (is(resource, ResourceType::content_instance)) {
    return complete_instance(call, parent, resource);
  }
  if (is(resource, ResourceType::container)) {
    attributes["st"] = 0U;
    attributes["cni"] = 0U;
    attributes["cbs"] = 0U;
  }
  if (is(resource, ResourceType::flex_container)) {
    attributes["st"] = 0U;
    attributes["cs"] = custom_octets(attributes);
  }
  return success();
}

/// cr: asked for with null, never with a value.
Outcome<void> set_creator(const Call& call, Json& attributes) {
  const auto creator = attributes.find("cr");
  if (creator == attributes.end()) {
    return success();
  }
  if (!creator->is_null()) {
    return refuse(Status::bad_request, "cr: must be null in a request");
  }
  *creator = call.request.from;
  return success();
}

void set_universal(const Call& call, Resource& resource) {
  Json& attributes = resource.attributes;
  attributes["ty"] = resource.type;
  attributes["ri"] = resource.id;
  attributes["rn"] = resource.name;
  attributes["pi"] = resource.parent;
  attributes["ct"] = attributes["lt"] = onem2m::to_timestamp(call.now);
  attributes["et"] = onem2m::to_timestamp(*resource.expires);
}

}  // namespace

bool is_registration(const onem2m::RequestPrimitive& request) {
  return request.operation == onem2m::Operation::create &&
         request.resource_type == static_cast<std::uint32_t>(ResourceType::ae);
}

bool is_cse_registration(const onem2m::RequestPrimitive& request) {
  return request.operation == onem2m::Operation::create &&
         request.resource_type == static_cast<std::uint32_t>(ResourceType::remote_cse);
}

Outcome<onem2m::ResponsePrimitive> create(Call& call, const Resource& parent) {
  PLUMBLINE_TRY(const auto shown, result_content_of(call.request));
  PLUMBLINE_TRY(const auto* info, check_type(call, parent));
  PLUMBLINE_TRY(check_place(call, parent));
  if (auto fault = onem2m::check_create(*info, *call.request.content)) {
    return refuse(fault->status, std::move(fault->detail));
  }
  Resource resource{.type = static_cast<std::uint32_t>(info->type),
                    .root = std::string(info->root),
                    .parent = parent.id,
                    .owner = call.originator,
                    .attributes = *call.request.content->begin()};
  PLUMBLINE_TRY(resource.expires, expiration_for(call, resource.attributes, parent));
  PLUMBLINE_TRY(check_policy_ids(call, resource.attributes));
  PLUMBLINE_TRY(check_supported(resource.attributes));
  PLUMBLINE_TRY(set_creator(call, resource.attributes));
  PLUMBLINE_TRY(check_size(call, resource.attributes, 0));
  PLUMBLINE_TRY(complete(call, parent, resource));
  PLUMBLINE_TRY(name(call, resource));
  set_universal(call, resource);

  const bool instance = is(resource, ResourceType::content_instance);
  if (instance) {
    make_room(call, resource);
  }
  call.policy.store(call.tree, resource);
  if (instance) {
    count_instance(call, resource);
  }
  auto response = answer_with(call, Status::created, resource, shown);
  response.created_uri = uri_of(call, resource);
  return response;
}

}  // namespace plumbline::entities
