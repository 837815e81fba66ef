/// @file
/// Credentials of a TEF in a SQLite file.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/entities/tef/credential_store.hpp"
#include "plumbline/entities/tef/record_sealer.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::store {

/// In clear stand only id, source and expiry of each credential and the ids ever issued. The rest,
/// with the key, is sealed and bound to those three, so that nothing can be read, changed or moved
/// between rows. A rollback journal with full synchronisation makes each call a transaction; unlike
/// a write-ahead log it leaves everything in the one file, and erased rows are overwritten.
///
/// @source TR-0012 clause 7.3.1 step 4b
class SqliteCredentialStore final : public entities::CredentialStore {
 public:
  /// Opens the store in the file `path`, or makes one there, readable by its owner alone.
  ///
  /// @return Errc::io when the file cannot be opened; Errc::malformed when it is damaged or not a
  ///         credential store; Errc::unsupported for a later version of one; Errc::key_mismatch
  ///         when `sealer` has another storage key than the one it was made with.
  [[nodiscard]] static Result<std::unique_ptr<SqliteCredentialStore>> open(
      const std::string& path, std::unique_ptr<entities::RecordSealer> sealer);

  ~SqliteCredentialStore() override;

  [[nodiscard]] Result<void> put(const entities::CredentialRecord& record) override;
  [[nodiscard]] Result<void> replace(const entities::CredentialRecord& record) override;
  [[nodiscard]] Result<entities::CredentialRecord> get(std::string_view id) override;
  [[nodiscard]] Result<void> erase(std::string_view id) override;
  [[nodiscard]] Result<std::vector<std::string>> expiring(TimePoint now,
                                                          std::size_t limit) override;
  [[nodiscard]] Result<entities::CredentialCounts> count(std::string_view source) override;

 private:
  struct Connection;

  SqliteCredentialStore(std::unique_ptr<Connection> connection,
                        std::unique_ptr<entities::RecordSealer> sealer);

  std::unique_ptr<Connection> connection_;
  std::unique_ptr<entities::RecordSealer> sealer_;
};

}  // namespace plumbline::adapters::store
