#include "plumbline/entities/cse/resource_tree.hpp"

#include <utility>

namespace plumbline::entities {

ResourceTree::ResourceTree(Resource base) : base_(base.id) {
  nodes_.emplace(base_, Node{.resource = std::move(base), .children = {}, .names = {}});
}

const Resource* ResourceTree::find(std::string_view id) const {
  const auto node = nodes_.find(id);
  return node == nodes_.end() ? nullptr : &node->second.resource;
}

const Resource* ResourceTree::child(std::string_view parent, std::string_view name) const {
  const auto node = nodes_.find(parent);
  if (node == nodes_.end()) {
    return nullptr;
  }
  const auto entry = node->second.names.find(name);
  return entry == node->second.names.end() ? nullptr : find(entry->second);
}

std::vector<const Resource*> ResourceTree::children(std::string_view parent) const {
  std::vector<const Resource*> found;
  if (const auto node = nodes_.find(parent); node != nodes_.end()) {
    found.reserve(node->second.children.size());
    for (const auto& [sequence, id] : node->second.children) {
      found.push_back(find(id));
    }
  }
  return found;
}

const Resource* ResourceTree::oldest(std::string_view parent, std::uint32_t type) const {
  const auto node = nodes_.find(parent);
  if (node == nodes_.end()) {
    return nullptr;
  }
  for (const auto& [sequence, id] : node->second.children) {
    if (const Resource* resource = find(id); resource->type == type) {
      return resource;
    }
  }
  return nullptr;
}

const Resource* ResourceTree::latest(std::string_view parent, std::uint32_t type) const {
  const auto node = nodes_.find(parent);
  if (node == nodes_.end()) {
    return nullptr;
  }
  const auto& siblings = node->second.children;
  for (auto entry = siblings.rbegin(); entry != siblings.rend(); ++entry) {
    if (const Resource* resource = find(entry->second); resource->type == type) {
      return resource;
    }
  }
  return nullptr;
}

std::size_t ResourceTree::depth(const Resource& resource) const {
  std::size_t levels = 0;
  for (const Resource* above = find(resource.parent); above != nullptr;
       above = find(above->parent)) {
    ++levels;
  }
  return levels;
}

std::string ResourceTree::address(const Resource& resource) const {
  std::string path = resource.name;
  for (const Resource* above = find(resource.parent); above != nullptr;
       above = find(above->parent)) {
    path = above->name + "/" + path;
  }
  return path;
}

bool ResourceTree::insert(Resource resource) {
  const auto parent = nodes_.find(resource.parent);
  if (parent == nodes_.end() || nodes_.contains(resource.id) ||
      parent->second.names.contains(resource.name)) {
    return false;
  }
  if (resource.expires) {
    expiries_.emplace(*resource.expires, resource.id);
  }
  const auto sequence = ++sequence_;
  parent->second.children.emplace(sequence, resource.id);
  parent->second.names.emplace(resource.name, resource.id);
  const auto id = resource.id;
  const auto octets = json_text(resource.attributes).size();
  octets_ += octets;
  nodes_.emplace(id,
                 Node{.resource = std::move(resource),
                      .sequence = sequence,
                      .octets = octets,
                      .children = {},
                      .names = {}});
  return true;
}

bool ResourceTree::replace(std::string_view id, Json attributes, std::optional<TimePoint> expires) {
  const auto node = nodes_.find(id);
  if (node == nodes_.end()) {
    return false;
  }
  Resource& resource = node->second.resource;
  if (resource.expires) {
    expiries_.erase({*resource.expires, resource.id});
  }
  if (expires) {
    expiries_.emplace(*expires, resource.id);
  }
  octets_ -= node->second.octets;
  node->second.octets = json_text(attributes).size();
  octets_ += node->second.octets;
  resource.expires = expires;
  resource.attributes = std::move(attributes);
  return true;
}

void ResourceTree::erase(std::string_view id) {
  const auto node = nodes_.find(id);
  if (node == nodes_.end() || node->first == base_) {
    return;
  }
  Node& parent = nodes_.find(node->second.resource.parent)->second;
  parent.children.erase(node->second.sequence);
  parent.names.erase(node->second.resource.name);
  erase_below(node->first);
}

// Breadth first, because the depth of a tree is the peers' doing.
void ResourceTree::erase_below(std::string_view id) {
  std::vector<std::string> doomed{std::string(id)};
  while (!doomed.empty()) {
    const auto node = nodes_.find(doomed.back());
    doomed.pop_back();
    for (const auto& [sequence, child] : node->second.children) {
      doomed.push_back(child);
    }
    if (node->second.resource.expires) {
      expiries_.erase({*node->second.resource.expires, node->first});
    }
    octets_ -= node->second.octets;
    nodes_.erase(node);
  }
}

std::vector<std::string> ResourceTree::due(TimePoint now) const {
  std::vector<std::string> ids;
  for (const auto& [time, id] : expiries_) {
    if (time > now) {
      break;
    }
    ids.push_back(id);
  }
  return ids;
}

}  // namespace plumbline::entities
