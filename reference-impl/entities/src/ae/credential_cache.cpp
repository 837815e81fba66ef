#include "credential_cache.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::entities::ae {

namespace {

std::string key_of(const data_at_rest::KeyNeed& need) {
  if (need.level != data_at_rest::Level::resource) {
    return need.credential_id;
  }
  return need.credential_id + '\n' + std::string{name_of(need.scope)} + '\n' + need.container +
         '\n' + to_hex(need.freshness.octets());
}

TimePoint end_of(const CachedCredential& credential) {
  return credential.expiry.value_or(TimePoint::max());
}

}  // namespace

const CachedCredential* CredentialCache::find(const data_at_rest::KeyNeed& need) const {
  const auto found = credentials_.find(key_of(need));
  return found == credentials_.end() ? nullptr : &found->second;
}

void CredentialCache::put(const data_at_rest::KeyNeed& need, CachedCredential credential) {
  if (credentials_.size() >= kMaxCredentials) {
    credentials_.erase(std::min_element(
        credentials_.begin(), credentials_.end(), [](const auto& a, const auto& b) {
          return end_of(a.second) < end_of(b.second);
        }));
  }
  credentials_.insert_or_assign(key_of(need), std::move(credential));
}

std::vector<const CachedCredential*> CredentialCache::all() const {
  std::vector<const CachedCredential*> credentials;
  for (const auto& [key, credential] : credentials_) {
    credentials.push_back(&credential);
  }
  return credentials;
}

}  // namespace plumbline::entities::ae
