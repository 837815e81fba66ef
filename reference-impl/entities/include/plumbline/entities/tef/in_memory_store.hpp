/// @file
/// A credential store that lives as long as the object; for tests and throw-away campaigns.

#pragma once

#include "plumbline/entities/tef/credential_store.hpp"

#include <functional>
#include <map>
#include <set>

namespace plumbline::entities {

class InMemoryCredentialStore : public CredentialStore {
 public:
  [[nodiscard]] Result<void> put(const CredentialRecord& record) override;
  [[nodiscard]] Result<void> replace(const CredentialRecord& record) override;
  [[nodiscard]] Result<CredentialRecord> get(std::string_view id) override;
  [[nodiscard]] Result<void> erase(std::string_view id) override;
  [[nodiscard]] Result<std::vector<std::string>> expiring(TimePoint now,
                                                          std::size_t limit) override;
  [[nodiscard]] Result<CredentialCounts> count(std::string_view source) override;

 private:
  std::map<std::string, CredentialRecord, std::less<>> records_;
  std::set<std::string, std::less<>> issued_;
};

}  // namespace plumbline::entities
