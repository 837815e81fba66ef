/// @file
/// Evaluation of access control policies.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/entities/cse/resource_tree.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::entities {

/// Bits of m2m:accessControlOperations.
/// @source TS-0004 clause 6.3.4.2.27
enum class Access : std::uint8_t {
  create = 1,
  retrieve = 2,
  update = 4,
  remove = 8,
  notify = 16,
  discovery = 32,
};

[[nodiscard]] Access access_of(onem2m::Operation operation) noexcept;

/// One question to the access control of a CSE.
struct AccessRequest {
  std::string originator;  ///< absolute id
  Access operation;
  const Resource& target;  ///< the resource addressed; the parent-to-be for a CREATE
  /// The question is about accessControlPolicyIDs of the target itself, which the self-privileges
  /// of its policies answer.
  bool about_policies = false;
};

/// True when the set of access control rules `rules` ({"acr":[{"acor":[…],"acop":n}]}) lets
/// `originator` (absolute id) do `operation`. An originator entry matches as the same entity in any
/// form, with '*' for any run of characters, as "all", or as the M2M-SP-ID of the originator's
/// domain. A rule with a member that is not understood (contexts, object details) grants nothing.
///
/// @source TS-0001 clauses 9.6.2.1 to 9.6.2.3, 7.1.3
[[nodiscard]] bool grants(const Json& rules,
                          std::string_view originator,
                          Access operation,
                          const onem2m::NodeIdentity& self);

/// The resource whose accessControlPolicyIDs decide on `resource`: itself, or for a type without
/// that attribute (<contentInstance>) its parent.
///
/// @source TS-0001 clause 10.2.3.1
[[nodiscard]] const Resource& governing_resource(const Resource& resource,
                                                 const ResourceTree& tree);

/// The <accessControlPolicy> that an entry of accessControlPolicyIDs names; nullptr when it is not
/// here or no such resource.
[[nodiscard]] const Resource* find_policy(std::string_view id,
                                          const ResourceTree& tree,
                                          const onem2m::NodeIdentity& self);

/// The <accessControlPolicy> resources that the accessControlPolicyIDs of `resource` name and that
/// exist here.
[[nodiscard]] std::vector<const Resource*> policies_of(const Resource& resource,
                                                       const ResourceTree& tree,
                                                       const onem2m::NodeIdentity& self);

/// Whether the originator may do the operation on the target: an <accessControlPolicy> by its
/// self-privileges, any other resource by the privileges (its accessControlPolicyIDs: by the
/// self-privileges) of the policies that govern it. Where no accessControlPolicyIDs are set, all is
/// granted to the originator of the resource's creation, and nothing to others.
///
/// @source TS-0001 clauses 9.6.1.3.2, 10.2.3.1
[[nodiscard]] bool is_permitted(const AccessRequest& request,
                                const ResourceTree& tree,
                                const onem2m::NodeIdentity& self);

/// The resource that `to` addresses at this CSE: structured or by resourceID; nullptr when it is
/// not here. Virtual resources are not resolved.
[[nodiscard]] const Resource* locate(const onem2m::Target& to, const ResourceTree& tree);

}  // namespace plumbline::entities
