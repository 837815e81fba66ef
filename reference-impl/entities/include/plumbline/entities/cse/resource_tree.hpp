/// @file
/// The resources of one CSE, below its CSEBase.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/entities/cse/resource.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::entities {

/// Keeps parents, names and expiry consistent; knows nothing of privileges or types.
class ResourceTree {
 public:
  explicit ResourceTree(Resource base);

  [[nodiscard]] const Resource& base() const { return *find(base_); }

  /// By resourceID; nullptr when there is none.
  [[nodiscard]] const Resource* find(std::string_view id) const;
  /// Child of `parent` by resourceName; nullptr when there is none.
  [[nodiscard]] const Resource* child(std::string_view parent, std::string_view name) const;
  /// Children in the order of their creation.
  [[nodiscard]] std::vector<const Resource*> children(std::string_view parent) const;
  /// First (oldest) or last created child of one type; nullptr when there is none.
  [[nodiscard]] const Resource* oldest(std::string_view parent, std::uint32_t type) const;
  [[nodiscard]] const Resource* latest(std::string_view parent, std::uint32_t type) const;
  /// Number of ancestors: 0 for the CSEBase.
  [[nodiscard]] std::size_t depth(const Resource& resource) const;
  /// Structured CSE-relative address, "cse/ae/container".
  [[nodiscard]] std::string address(const Resource& resource) const;

  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }

  /// Size of all attributes together, as JSON text.
  [[nodiscard]] std::size_t octets() const noexcept { return octets_; }

  /// Adds a resource; false (and nothing changes) when the parent is missing, or the id or the name
  /// is taken.
  bool insert(Resource resource);
  /// Replaces the attributes and the expiry of a resource; false when there is none.
  bool replace(std::string_view id, Json attributes, std::optional<TimePoint> expires);
  /// Removes a resource and all below it; the CSEBase stays.
  void erase(std::string_view id);
  /// Ids of the resources whose expirationTime is not after `now`.
  [[nodiscard]] std::vector<std::string> due(TimePoint now) const;

 private:
  struct Node {
    Resource resource;
    std::uint64_t sequence = 0;
    std::size_t octets = 0;
    std::map<std::uint64_t, std::string> children;          ///< by order of creation
    std::map<std::string, std::string, std::less<>> names;  ///< resourceName → id
  };

  using Nodes = std::map<std::string, Node, std::less<>>;

  void erase_below(std::string_view id);

  Nodes nodes_;
  std::string base_;
  std::set<std::pair<TimePoint, std::string>> expiries_;
  std::uint64_t sequence_ = 0;
  std::size_t octets_ = 0;
};

}  // namespace plumbline::entities
