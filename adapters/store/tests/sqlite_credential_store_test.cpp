#include "plumbline/adapters/store/sqlite_credential_store.hpp"

#include "plumbline/data_at_rest/crypto_params.hpp"
#include "plumbline/testing/paths.hpp"

#include "store_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace plumbline::adapters::store::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(StoreTest, KeepsEveryMemberOverAReopening) {
  const auto kept = record_of("A1");
  ASSERT_TRUE(opened()->put(kept));
  const auto record = opened()->get("A1").value();
  EXPECT_EQ(record.id, kept.id);
  EXPECT_EQ(record.source, kept.source);
  EXPECT_EQ(record.suid, kept.suid);
  EXPECT_EQ(record.targets, kept.targets);
  EXPECT_EQ(record.labels, kept.labels);
  EXPECT_EQ(record.admin_fqdn, kept.admin_fqdn);
  EXPECT_EQ(record.parameters, kept.parameters);
  EXPECT_EQ(record.created, kept.created);
  EXPECT_EQ(record.modified, kept.modified);
  EXPECT_EQ(record.expiry, kept.expiry);
  EXPECT_EQ(record.key, kept.key);
}

TEST_F(StoreTest, NeverTakesAnIdTwice) {
  ASSERT_TRUE(opened()->put(record_of("A1")));
  EXPECT_EQ(opened()->put(record_of("A1")).error().code, Errc::conflict);
  ASSERT_TRUE(opened()->erase("A1"));
  EXPECT_EQ(opened()->get("A1").error().code, Errc::not_found);
  EXPECT_EQ(opened()->erase("A1").error().code, Errc::not_found);
  EXPECT_EQ(opened()->put(record_of("A1")).error().code, Errc::conflict);
}

TEST_F(StoreTest, ReplacesWhatIsThere) {
  const auto store = opened();
  EXPECT_EQ(store->replace(record_of("A1")).error().code, Errc::not_found);
  ASSERT_TRUE(store->put(record_of("A1")));
  auto changed = record_of("A1", "//sp.example/cse/Cae", 77);
  changed.targets = {"//sp.example/cse/Cz"};
  ASSERT_TRUE(store->replace(changed));
  const auto record = store->get("A1").value();
  EXPECT_EQ(record.targets, changed.targets);
  EXPECT_EQ(record.expiry, changed.expiry);
}

TEST_F(StoreTest, ListsTheEarliestExpiriesAndCounts) {
  const auto store = opened();
  ASSERT_TRUE(store->put(record_of("a", "s", 30)));
  ASSERT_TRUE(store->put(record_of("b", "s", 10)));
  ASSERT_TRUE(store->put(record_of("c", "t", 20)));
  ASSERT_TRUE(store->erase("c"));
  EXPECT_THAT(store->expiring(TimePoint{milliseconds{30}}, 9).value(), ElementsAre("b", "a"));
  EXPECT_THAT(store->expiring(TimePoint{milliseconds{30}}, 1).value(), ElementsAre("b"));
  EXPECT_THAT(store->expiring(TimePoint{milliseconds{9}}, 9).value(), ElementsAre());
  const auto counts = store->count("s").value();
  EXPECT_EQ(counts.of_source, 2U);
  EXPECT_EQ(counts.kept, 2U);
  EXPECT_EQ(counts.issued, 3U);
}

TEST_F(StoreTest, TakesIdsAsTextOnly) {
  const auto store = opened();
  const std::string hostile = "x'; DROP TABLE credential; --";
  ASSERT_TRUE(store->put(record_of(hostile)));
  EXPECT_TRUE(store->get(hostile));
}

TEST_F(StoreTest, WritesNothingSecretInClear) {
  {
    const auto store = opened();
    for (int i = 0; i < 20; ++i) {
      ASSERT_TRUE(store->put(record_of("id-" + std::to_string(i))));
    }
    ASSERT_TRUE(store->erase("id-3"));
  }
  bool seen = false;
  for (const auto& entry : std::filesystem::directory_iterator{folder_.path()}) {
    const std::string content = plumbline::testing::read_file(entry.path().string());
    const ByteView key = as_bytes(kRecordKey);
    for (const std::string& form : {std::string{kRecordKey},
                                    to_hex(key),
                                    to_upper_hex(key),
                                    to_base64(key),
                                    to_base64url(key),
                                    std::string{"room 1"}}) {
      EXPECT_THAT(content, Not(HasSubstr(form))) << entry.path();
    }
    seen = seen || content.find("id-7") != std::string::npos;
  }
  EXPECT_TRUE(seen) << "the search does not find what is there";
}

TEST_F(StoreTest, IsReadableByItsOwnerAlone) {
  opened();
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file()).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(StoreTest, RefusesAnotherStorageKey) {
  ASSERT_TRUE(opened()->put(record_of("A1")));
  const auto store = open(8);
  ASSERT_TRUE(store.has_error());
  EXPECT_EQ(store.error().code, Errc::key_mismatch);
  EXPECT_THAT(store.error().detail, HasSubstr("storage key"));
  EXPECT_THAT(store.error().detail, Not(HasSubstr("0707")));
}

struct TamperCase {
  const char* name;
  const char* sql;
};

class TamperTest : public StoreTest, public ::testing::WithParamInterface<TamperCase> {};

TEST_P(TamperTest, IsNoticedAndNothingIsServed) {
  {
    const auto store = opened();
    ASSERT_TRUE(store->put(record_of("A1")));
    ASSERT_TRUE(store->put(record_of("B2")));
  }
  SQLite::Database{file(), SQLite::OPEN_READWRITE}.exec(GetParam().sql);
  const auto record = opened()->get("A1");
  ASSERT_TRUE(record.has_error());
  EXPECT_EQ(record.error().code, Errc::authentication_failed);
  EXPECT_THAT(record.error().detail, HasSubstr("A1"));
}

INSTANTIATE_TEST_SUITE_P(
    All,
    TamperTest,
    ::testing::Values(
        TamperCase{"LongerLife", "UPDATE credential SET expiry = expiry + 1 WHERE id = 'A1'"},
        TamperCase{"OtherSource", "UPDATE credential SET source = 'me' WHERE id = 'A1'"},
        TamperCase{"SwappedRows",
                   "UPDATE credential SET sealed = (SELECT sealed FROM credential WHERE id = 'B2') "
                   "WHERE id = 'A1'"},
        TamperCase{"Cut", "UPDATE credential SET sealed = substr(sealed, 1, 40) WHERE id = 'A1'"},
        TamperCase{"Emptied", "UPDATE credential SET sealed = x'' WHERE id = 'A1'"},
        TamperCase{
            "KeyCheckInItsPlace",
            "UPDATE credential SET sealed = (SELECT sealed FROM key_check) WHERE id = 'A1'"}),
    [](const auto& row) { return row.param.name; });

TEST_F(StoreTest, RefusesAForeignDatabase) {
  SQLite::Database{file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(
      "CREATE TABLE credential (id TEXT)");
  const auto store = open();
  ASSERT_TRUE(store.has_error());
  EXPECT_EQ(store.error().code, Errc::malformed);
  EXPECT_THAT(store.error().detail, HasSubstr("not a credential store"));
}

TEST_F(StoreTest, RefusesAFileThatIsNoDatabase) {
  std::ofstream{file()} << std::string(4096, 'x');
  const auto store = open();
  ASSERT_TRUE(store.has_error());
  EXPECT_EQ(store.error().code, Errc::malformed);
  EXPECT_THAT(store.error().detail, HasSubstr(file()));
}

TEST_F(StoreTest, RefusesADamagedDatabase) {
  {
    const auto store = opened();
    for (int i = 0; i < 200; ++i) {
      ASSERT_TRUE(store->put(record_of("id-" + std::to_string(i))));
    }
  }
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file()));
  {
    std::fstream stream{file(), std::ios::binary | std::ios::in | std::ios::out};
    stream.seekp(8192);
    stream << std::string(static_cast<std::size_t>(size - 8192), '\x5A');
  }
  const auto store = open();
  ASSERT_TRUE(store.has_error());
  EXPECT_EQ(store.error().code, Errc::malformed);
}

TEST_F(StoreTest, RefusesALaterVersion) {
  opened();
  SQLite::Database{file(), SQLite::OPEN_READWRITE}.exec("PRAGMA user_version = 9");
  EXPECT_EQ(open().error().code, Errc::unsupported);
}

TEST_F(StoreTest, RefusesWhatIsNoFile) {
  const auto open_at = [&](const std::string& path) {
    crypto::SecretBytes key{entities::kStorageKeySize};
    return SqliteCredentialStore::open(
               path, entities::AesGcmSealer::create(std::move(key), random_).value())
        .error();
  };
  EXPECT_EQ(open_at(":memory:").code, Errc::invalid_value);
  EXPECT_EQ(open_at("").code, Errc::invalid_value);
  EXPECT_EQ(open_at(folder_.path()).code, Errc::io);
  EXPECT_EQ(open_at(folder_.path("none/x.db")).code, Errc::io);
}

}  // namespace

}  // namespace plumbline::adapters::store::testing
