#include "plumbline/onem2m/resource_type.hpp"

#include "plumbline/core/quoted_name.hpp"

#include "attribute_tables.hpp"
#include "attribute_value.hpp"

#include <algorithm>
#include <string>

namespace plumbline::onem2m {

namespace {

AttributeFault bad_request(std::string detail) {
  return {Status::bad_request, std::move(detail)};
}

/// Checks each member that is there.
std::optional<AttributeFault> fault_of_members(const ResourceTypeInfo& info,
                                               const Json& resource,
                                               Presence AttributeRule::* presence,
                                               bool null_removes) {
  for (const auto& [name, value] : resource.items()) {
    const auto rule = std::ranges::find(info.attributes, name, &AttributeRule::name);
    const std::string path = std::string{info.root} + '.';
    if (rule == info.attributes.end()) {
      return bad_request(path + quoted_name(name) + ": unknown attribute");
    }
    if ((*rule).*presence == Presence::forbidden) {
      return bad_request(path + name + ": must not be in this request");
    }
    if (null_removes && value.is_null()) {
      continue;
    }
    if (auto fault = fault_of_value(path + name, rule->kind, value)) {
      return fault;
    }
  }
  return std::nullopt;
}

/// The single root member of `content`, an object; else the fault.
std::optional<AttributeFault> fault_of_root(const ResourceTypeInfo& info, const Json& content) {
  if (!content.is_object() || content.size() != 1) {
    return bad_request("pc: must be an object with the one member " + std::string{info.root});
  }
  const auto& root = *content.get_ref<const Json::object_t&>().begin();
  if (root.first != info.root) {
    return bad_request("pc: has " + quoted_name(root.first) + " in place of " +
                       std::string{info.root});
  }
  if (!root.second.is_object()) {
    return bad_request(std::string{info.root} + ": must be an object");
  }
  return std::nullopt;
}

/// TS-0001 clause 9.6.2: a policy that nobody may change would be there for ever.
std::optional<AttributeFault> fault_of_self_privileges(const Json& resource) {
  const auto privileges = resource.find("pvs");
  if (privileges == resource.end() ||
      (privileges->contains("acr") && !(*privileges)["acr"].empty())) {
    return std::nullopt;
  }
  return AttributeFault{Status::contents_unacceptable, "m2m:acp.pvs: must hold at least one rule"};
}

}  // namespace

const ResourceTypeInfo* info_of(std::uint32_t type, std::string_view root) {
  const auto types = resource_types();
  const auto found = std::ranges::find_if(types, [&](const ResourceTypeInfo& info) {
    return static_cast<std::uint32_t>(info.type) == type && (root.empty() || info.root == root);
  });
  return found == types.end() ? nullptr : &*found;
}

const ResourceTypeInfo* info_of_root(std::string_view root) {
  const auto types = resource_types();
  const auto found = std::ranges::find(types, root, &ResourceTypeInfo::root);
  return found == types.end() ? nullptr : &*found;
}

std::optional<AttributeFault> check_create(const ResourceTypeInfo& info, const Json& content) {
  if (auto fault = fault_of_root(info, content)) {
    return fault;
  }
  const Json& resource = *content.begin();
  if (auto fault = fault_of_members(info, resource, &AttributeRule::on_create, false)) {
    return fault;
  }
  for (const AttributeRule& rule : info.attributes) {
    if (rule.on_create == Presence::mandatory && !resource.contains(rule.name)) {
      return bad_request(std::string{info.root} + '.' + std::string{rule.name} + ": is missing");
    }
  }
  return fault_of_self_privileges(resource);
}

std::optional<AttributeFault> check_update(const ResourceTypeInfo& info, const Json& content) {
  if (auto fault = fault_of_root(info, content)) {
    return fault;
  }
  const Json& resource = *content.begin();
  // TS-0004 clause 7.4: null removes an optional attribute, never one that CREATE must give.
  for (const auto& [name, value] : resource.items()) {
    const auto rule = std::ranges::find(info.attributes, name, &AttributeRule::name);
    if (value.is_null() && rule != info.attributes.end() &&
        rule->on_create == Presence::mandatory) {
      return bad_request(std::string{info.root} + '.' + name + ": cannot be removed");
    }
  }
  if (auto fault = fault_of_members(info, resource, &AttributeRule::on_update, true)) {
    return fault;
  }
  return fault_of_self_privileges(resource);
}

}  // namespace plumbline::onem2m
