/// @file
/// Resource types: numbers, root members, attributes.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/status.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plumbline::onem2m {

enum class ResourceType : std::uint32_t {
  access_control_policy = 1,
  ae = 2,
  container = 3,
  content_instance = 4,
  cse_base = 5,
  mgmt_obj = 13,
  node = 14,
  remote_cse = 16,
  flex_container = 28,
  credential = 20103,  ///< <symmKeyReg>: a registered credential of a TEF
};

/// Kinds of attribute values that are checked on receipt.
enum class AttributeKind : std::uint8_t {
  string,
  resource_name,  ///< one segment of unreserved characters, not "-"
  string_list,
  non_negative_integer,
  boolean,
  timestamp,             ///< m2m:timestamp
  abs_rel_timestamp,     ///< m2m:absRelTimestamp
  content_info,          ///< m2m:contentInfo
  access_control_rules,  ///< pv, pvs: {"acr":[{"acor":[…],"acop":n}]}
  any,                   ///< any JSON value
};

/// Whether an attribute may, must or must not be in a request.
enum class Presence : std::uint8_t { forbidden, optional, mandatory };

struct AttributeRule {
  std::string_view name;  ///< short name
  AttributeKind kind;
  Presence on_create;
  Presence on_update;
};

struct ResourceTypeInfo {
  ResourceType type;
  std::string_view root;  ///< root member, e.g. "m2m:cin"; for flexContainers by cnd: "e2e:ec" …
  std::span<const AttributeRule> attributes;
};

/// What is known of a type, or nullptr. For flex_container every specialization that this project
/// defines (e2e:ec, e2e:at, e2e:ds: each with the protected object as compact serialization in
/// e2e:env and its CryptoParams in e2e:cp) has its own entry, found by its root member; without
/// `root` the first entry of the type. <mgmtObj> is known as [deviceInfo], m2m:dvi.
[[nodiscard]] const ResourceTypeInfo* info_of(std::uint32_t type, std::string_view root = {});
/// What is known of the type with that root member, or nullptr.
[[nodiscard]] const ResourceTypeInfo* info_of_root(std::string_view root);

struct AttributeFault {
  Status status;
  std::string detail;  ///< names the member
};

/// Checks the content of a CREATE (or UPDATE): exactly one root member of that type, each attribute
/// known, allowed, of its kind; mandatory ones there.
///
/// @source TS-0004 clause 7.4 and the tables of each resource type
/// @return nothing when all is well; else 4000 (unknown, mis-typed or missing member) or 4102 (a
///         value that cannot be accepted, e.g. self-privileges without a rule).
[[nodiscard]] std::optional<AttributeFault> check_create(const ResourceTypeInfo& info,
                                                         const Json& content);
[[nodiscard]] std::optional<AttributeFault> check_update(const ResourceTypeInfo& info,
                                                         const Json& content);

}  // namespace plumbline::onem2m
