#include "plumbline/entities/cse/access_control.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include <algorithm>

namespace plumbline::entities {

namespace {

using onem2m::NodeIdentity;
using onem2m::ResourceType;

/// '*' stands for any run of characters, also none.
bool matches_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

/// The absolute form of an id with wildcards in it.
std::string absolute_pattern(std::string_view pattern, const NodeIdentity& self) {
  if (pattern.starts_with("//") || pattern.starts_with('*')) {
    return std::string(pattern);
  }
  const std::string tail =
      pattern.starts_with('/') ? std::string(pattern) : "/" + std::string(pattern);
  return self.sp_id + (pattern.starts_with('C') ? self.cse_id : "") + tail;
}

bool is_domain(std::string_view entry) {
  return entry.starts_with("//") && entry.find('/', 2) == std::string_view::npos;
}

bool names_originator(const Json& entry, std::string_view originator, const NodeIdentity& self) {
  if (!entry.is_string()) {
    return false;
  }
  const std::string_view text = entry.get_ref<const std::string&>();
  if (text == "all") {
    return true;
  }
  if (is_domain(text)) {
    return matches_wildcard(std::string(text) + "/*", originator);
  }
  if (text.find('*') != std::string_view::npos) {
    return matches_wildcard(absolute_pattern(text, self), originator);
  }
  return onem2m::absolute_id(text, self) == originator;
}

bool rule_grants(const Json& rule,
                 std::string_view originator,
                 Access operation,
                 const NodeIdentity& self) {
  const auto originators = rule.find("acor");
  const auto operations = rule.find("acop");
  if (rule.size() != 2 || originators == rule.end() || operations == rule.end() ||
      !originators->is_array() || !operations->is_number_unsigned()) {
    return false;
  }
  if ((operations->get<std::uint64_t>() & static_cast<std::uint64_t>(operation)) == 0) {
    return false;
  }
  return std::ranges::any_of(
      *originators, [&](const Json& entry) { return names_originator(entry, originator, self); });
}

bool is_policy(const Resource& resource) {
  return resource.type == static_cast<std::uint32_t>(ResourceType::access_control_policy);
}

bool has_policy_attribute(const Resource& resource) {
  const auto* info = onem2m::info_of(resource.type, resource.root);
  return info != nullptr &&
         std::ranges::find(info->attributes, "acpi", &onem2m::AttributeRule::name) !=
             info->attributes.end();
}

}  // namespace

Access access_of(onem2m::Operation operation) noexcept {
  switch (operation) {
    case onem2m::Operation::create:
      return Access::create;
    case onem2m::Operation::retrieve:
      return Access::retrieve;
    case onem2m::Operation::update:
      return Access::update;
    case onem2m::Operation::remove:
      return Access::remove;
    case onem2m::Operation::notify:
      return Access::notify;
  }
  return Access::notify;
}

bool grants(const Json& rules,
            std::string_view originator,
            Access operation,
            const NodeIdentity& self) {
  const auto list = rules.find("acr");
  return list != rules.end() && list->is_array() &&
         std::ranges::any_of(*list, [&](const Json& rule) {
           return rule_grants(rule, originator, operation, self);
         });
}

const Resource& governing_resource(const Resource& resource, const ResourceTree& tree) {
  const Resource* governing = &resource;
  while (!is_policy(*governing) && !has_policy_attribute(*governing)) {
    const Resource* parent = tree.find(governing->parent);
    if (parent == nullptr) {
      break;
    }
    governing = parent;
  }
  return *governing;
}

std::vector<const Resource*> policies_of(const Resource& resource,
                                         const ResourceTree& tree,
                                         const NodeIdentity& self) {
  std::vector<const Resource*> policies;
  const auto ids = resource.attributes.find("acpi");
  if (ids == resource.attributes.end() || !ids->is_array()) {
    return policies;
  }
  for (const Json& id : *ids) {
    const Resource* policy =
        id.is_string() ? find_policy(id.get_ref<const std::string&>(), tree, self) : nullptr;
    if (policy != nullptr) {
      policies.push_back(policy);
    }
  }
  return policies;
}

const Resource* find_policy(std::string_view id,
                            const ResourceTree& tree,
                            const NodeIdentity& self) {
  const auto target = onem2m::resolve_target(id, self);
  const Resource* resource =
      target && target.value().local ? locate(target.value(), tree) : nullptr;
  return resource != nullptr && is_policy(*resource) ? resource : nullptr;
}

bool is_permitted(const AccessRequest& request,
                  const ResourceTree& tree,
                  const NodeIdentity& self) {
  const auto allows = [&](const Resource& policy, const char* privileges) {
    const auto rules = policy.attributes.find(privileges);
    return rules != policy.attributes.end() &&
           grants(*rules, request.originator, request.operation, self);
  };
  const Resource& governing = governing_resource(request.target, tree);
  if (is_policy(governing)) {
    return allows(governing, "pvs");
  }
  if (!governing.attributes.contains("acpi")) {
    return request.originator == governing.owner;
  }
  return std::ranges::any_of(policies_of(governing, tree, self), [&](const Resource* policy) {
    return allows(*policy, request.about_policies ? "pvs" : "pv");
  });
}

const Resource* locate(const onem2m::Target& to, const ResourceTree& tree) {
  auto segment = to.segments.begin();
  const Resource* found = &tree.base();
  if (segment != to.segments.end() && tree.child(found->id, *segment) == nullptr) {
    found = tree.find(*segment++);
  }
  for (; found != nullptr && segment != to.segments.end(); ++segment) {
    found = tree.child(found->id, *segment);
  }
  return found;
}

}  // namespace plumbline::entities
