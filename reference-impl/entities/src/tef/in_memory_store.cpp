#include "plumbline/entities/tef/in_memory_store.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::entities {

Result<void> InMemoryCredentialStore::put(const CredentialRecord& record) {
  if (!issued_.insert(record.id).second) {
    return fail(Errc::conflict, "id " + record.id + " was issued before");
  }
  records_.insert_or_assign(record.id, record.clone());
  return success();
}

Result<void> InMemoryCredentialStore::replace(const CredentialRecord& record) {
  const auto found = records_.find(record.id);
  if (found == records_.end()) {
    return fail(Errc::not_found, "no credential " + record.id);
  }
  found->second = record.clone();
  return success();
}

Result<CredentialRecord> InMemoryCredentialStore::get(std::string_view id) {
  const auto found = records_.find(id);
  if (found == records_.end()) {
    return fail(Errc::not_found, "no credential " + std::string{id});
  }
  return found->second.clone();
}

Result<void> InMemoryCredentialStore::erase(std::string_view id) {
  const auto found = records_.find(id);
  if (found == records_.end()) {
    return fail(Errc::not_found, "no credential " + std::string{id});
  }
  records_.erase(found);
  return success();
}

Result<std::vector<std::string>> InMemoryCredentialStore::expiring(TimePoint now,
                                                                   std::size_t limit) {
  std::vector<std::pair<TimePoint, std::string>> due;
  for (const auto& [id, record] : records_) {
    if (record.expiry <= now) {
      due.emplace_back(record.expiry, id);
    }
  }
  std::sort(due.begin(), due.end());
  due.resize(std::min(due.size(), limit));
  std::vector<std::string> ids;
  for (auto& [expiry, id] : due) {
    ids.push_back(std::move(id));
  }
  return ids;
}

Result<CredentialCounts> InMemoryCredentialStore::count(std::string_view source) {
  const auto of_source = std::count_if(records_.begin(), records_.end(), [&](const auto& entry) {
    return entry.second.source == source;
  });
  return CredentialCounts{.of_source = static_cast<std::size_t>(of_source),
                          .kept = records_.size(),
                          .issued = issued_.size()};
}

}  // namespace plumbline::entities
