/// @file
/// Port: where a Trust Enabler Function keeps its credentials.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/entities/tef/credential_record.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::entities {

struct CredentialCounts {
  std::size_t of_source = 0;  ///< kept now for that source
  std::size_t kept = 0;       ///< kept now in all
  std::size_t issued = 0;     ///< ids ever issued
};

/// Each call is one transaction: when it returned success its effect survives a kill of the process
/// at any later point; when it returned an error or never returned, it happened wholly or not at
/// all. Every function may also fail with Errc::io; one that reads a record with
/// Errc::authentication_failed when what is stored was changed from outside.
class CredentialStore {
 public:
  CredentialStore() = default;
  CredentialStore(const CredentialStore&) = delete;
  CredentialStore& operator=(const CredentialStore&) = delete;
  CredentialStore(CredentialStore&&) = delete;
  CredentialStore& operator=(CredentialStore&&) = delete;
  virtual ~CredentialStore() = default;

  /// Keeps a new record and remembers its id for ever. Errc::conflict when that id was ever issued,
  /// also when its record is gone.
  [[nodiscard]] virtual Result<void> put(const CredentialRecord& record) = 0;

  /// Overwrites the record of the same id. Errc::not_found.
  [[nodiscard]] virtual Result<void> replace(const CredentialRecord& record) = 0;

  /// Errc::not_found.
  [[nodiscard]] virtual Result<CredentialRecord> get(std::string_view id) = 0;

  /// Erases the record with its key; the id stays issued. Errc::not_found.
  [[nodiscard]] virtual Result<void> erase(std::string_view id) = 0;

  /// Ids of up to `limit` records whose expiry is at or before `now`, the earliest first.
  [[nodiscard]] virtual Result<std::vector<std::string>> expiring(TimePoint now,
                                                                  std::size_t limit) = 0;

  [[nodiscard]] virtual Result<CredentialCounts> count(std::string_view source) = 0;
};

}  // namespace plumbline::entities
