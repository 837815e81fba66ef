#include "receiver_memory.hpp"

#include <algorithm>
#include <cstddef>

namespace plumbline::esprim {

const IssuedObject* IssuedObjects::find(std::string_view id) const {
  const auto found = objects_.find(id);
  return found == objects_.end() ? nullptr : &found->second;
}

const IssuedObject* IssuedObjects::add(IssuedObject issued) {
  if (issued.originator) {
    make_room_for(*issued.originator);
  }
  if (objects_.size() >= limits_.issued) {
    return nullptr;
  }
  std::string id = issued.object.id;
  return &objects_.insert_or_assign(std::move(id), std::move(issued)).first->second;
}

void IssuedObjects::make_room_for(const std::string& originator) {
  const auto is_its = [&](const auto& entry) { return entry.second.originator == originator; };
  const auto count = std::ranges::count_if(objects_, is_its);
  if (static_cast<std::size_t>(count) < limits_.issued_to_one) {
    return;
  }
  auto oldest = std::ranges::find_if(objects_, is_its);
  for (auto entry = oldest; entry != objects_.end(); ++entry) {
    if (is_its(*entry) && entry->second.object.expires < oldest->second.object.expires) {
      oldest = entry;
    }
  }
  objects_.erase(oldest);
}

void IssuedObjects::forget_expired(const Policy& policy, TimePoint now) {
  std::erase_if(objects_,
                [&](const auto& entry) { return policy.expired(entry.second.object, now); });
}

const RandObject* SeenObjects::find(const std::string& key_id, const std::string& id) const {
  const auto found = objects_.find({key_id, id});
  return found == objects_.end() ? nullptr : &found->second.object;
}

bool SeenObjects::add(const std::string& key_id, const RandObject& object) {
  if (find(key_id, object.id) != nullptr) {
    return true;
  }
  const auto count = std::ranges::count_if(
      objects_, [&](const auto& entry) { return entry.first.first == key_id; });
  if (static_cast<std::size_t>(count) >= limits_.originator_objects) {
    return false;
  }
  objects_.emplace(std::pair{key_id, object.id}, Seen{.object = object});
  return true;
}

SeenObjects::Noted SeenObjects::note(const Request& request) {
  auto& requests = objects_.at({request.key_id, request.originator.id}).requests;
  std::pair entry{request.receiver_rand_id, Bytes{request.iv.begin(), request.iv.end()}};
  if (requests.contains(entry)) {
    return Noted::again;
  }
  if (requests.size() >= limits_.requests) {
    return Noted::full;
  }
  requests.insert(std::move(entry));
  return Noted::first;
}

void SeenObjects::forget_expired(const Policy& policy, TimePoint now) {
  std::erase_if(objects_,
                [&](const auto& entry) { return policy.expired(entry.second.object, now); });
}

}  // namespace plumbline::esprim
