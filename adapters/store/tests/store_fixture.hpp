/// @file
/// A folder of its own for each test, and records to keep in it.

#pragma once

#include "plumbline/adapters/store/sqlite_credential_store.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/testing/folder.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::adapters::store::testing {

inline constexpr const char* kRecordKey = "a key of 32 octets, found nowhere";

inline entities::CredentialRecord record_of(const std::string& id,
                                            const std::string& source = "//sp.example/cse/Cae",
                                            std::int64_t expiry = 1'000'000) {
  entities::CredentialRecord record;
  record.id = id;
  record.source = source;
  record.suid = 35;
  record.targets = {"//sp.example/cse/Cb", "//sp.example/cse/Cc"};
  record.labels = {"room 1"};
  record.admin_fqdn = "admin.example";
  record.parameters.src = data_at_rest::KeySource::random;
  record.parameters.lvl = data_at_rest::Level::resource;
  record.parameters.nonce = Bytes{1, 2, 3};
  record.created = TimePoint{milliseconds{5}};
  record.modified = TimePoint{milliseconds{6}};
  record.expiry = TimePoint{milliseconds{expiry}};
  record.key = crypto::SecretBytes{as_bytes(kRecordKey)};
  return record;
}

class StoreTest : public ::testing::Test {
 public:
  using Store = std::unique_ptr<SqliteCredentialStore>;

  Result<Store> open(std::uint8_t storage_key = 7) {
    crypto::SecretBytes key{ByteView{Bytes(entities::kStorageKeySize, storage_key)}};
    return SqliteCredentialStore::open(
        file(), entities::AesGcmSealer::create(std::move(key), random_).value());
  }

  Store opened() { return std::move(open()).value(); }

  [[nodiscard]] std::string file() const { return folder_.path("credentials.db"); }

 protected:
  plumbline::testing::Folder folder_;
  crypto::SystemRandom random_;
};

}  // namespace plumbline::adapters::store::testing
