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

/// The <accessControlPolicy> resources that govern `resource`: those that its
/// accessControlPolicyIDs name and that exist; the parent's for a type without that attribute
/// (<contentInstance>). Empty when the system default privileges apply.
///
/// @source TS-0001 clause 9.6.1.3.2 (accessControlPolicyIDs)
[[nodiscard]] std::vector<const Resource*> policies_of(const Resource& resource,
                                                       const ResourceTree& tree,
                                                       const onem2m::NodeIdentity& self);

/// The resource that `to` addresses at this CSE: structured or by resourceID; nullptr when it is
/// not here. Virtual resources are not resolved.
[[nodiscard]] const Resource* locate(const onem2m::Target& to, const ResourceTree& tree);

}  // namespace plumbline::entities
