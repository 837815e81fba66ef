#include "initial_resources.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/entities/cse/access_control.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <initializer_list>
#include <string>

namespace plumbline::entities {

namespace {

using onem2m::ResourceType;

constexpr const char* kPolicyName = "acp-admin";

constexpr std::uint32_t number_of(ResourceType type) {
  return static_cast<std::uint32_t>(type);
}

Json rule(const std::string& originator, unsigned operations) {
  return {{"acor", Json::array({originator})}, {"acop", operations}};
}

Resource base_of(const CseConfiguration& configuration, const std::string& created) {
  const onem2m::NodeIdentity& self = configuration.identity;
  Resource base{.type = number_of(ResourceType::cse_base),
                .root = "m2m:cb",
                .id = "cb" + self.cse_id.substr(1),
                .parent = {},
                .name = self.cse_name,
                .owner = onem2m::absolute_id(self.cse_id, self)};
  Json types = Json::array();
  for (const ResourceType type : {ResourceType::access_control_policy,
                                  ResourceType::ae,
                                  ResourceType::container,
                                  ResourceType::content_instance,
                                  ResourceType::cse_base,
                                  ResourceType::mgmt_obj,
                                  ResourceType::node,
                                  ResourceType::remote_cse,
                                  ResourceType::flex_container}) {
    types.push_back(number_of(type));
  }
  constexpr unsigned kMiddleNode = 2;
  base.attributes = {{"ty", base.type},
                     {"ri", base.id},
                     {"rn", base.name},
                     {"pi", ""},
                     {"ct", created},
                     {"lt", created},
                     {"acpi", Json::array({kPolicyName})},
                     {"cst", kMiddleNode},
                     {"csi", self.cse_id},
                     {"srt", types},
                     {"srv", Json::array({"2a", "3"})},
                     {"rr", false}};
  return base;
}

Resource policy_of(const CseConfiguration& configuration,
                   const Resource& base,
                   const std::string& created) {
  constexpr unsigned kAll = 63;
  Resource policy{.type = number_of(ResourceType::access_control_policy),
                  .root = "m2m:acp",
                  .id = kPolicyName,
                  .parent = base.id,
                  .name = kPolicyName,
                  .owner = base.owner};
  // Whoever shares a key with this CSE, or makes one, reaches it by NOTIFY unasked; the key or the
  // certificate is what decides.
  const bool notified = configuration.pairwise_keys || configuration.escertke ||
                        configuration.esf_sm || configuration.message_credentials;
  const unsigned notify = notified ? static_cast<unsigned>(Access::notify) : 0U;
  const Json for_all = rule("all", static_cast<unsigned>(Access::retrieve) | notify);
  const Json for_admin = rule(configuration.admin, kAll);
  policy.attributes = {{"ty", policy.type},
                       {"ri", policy.id},
                       {"rn", policy.name},
                       {"pi", policy.parent},
                       {"ct", created},
                       {"lt", created},
                       {"pv", {{"acr", Json::array({for_admin, for_all})}}},
                       {"pvs", {{"acr", Json::array({for_admin})}}}};
  return policy;
}

}  // namespace

ResourceTree initial_resources(const CseConfiguration& configuration, TimePoint now) {
  const std::string created = onem2m::to_timestamp(now);
  Resource base = base_of(configuration, created);
  Resource policy = policy_of(configuration, base, created);
  ResourceTree tree(std::move(base));
  tree.insert(std::move(policy));
  return tree;
}

}  // namespace plumbline::entities
