#include "plumbline/entities/tef/in_memory_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::entities {

namespace {

CredentialRecord record_of(const std::string& id, const std::string& source, int expiry) {
  CredentialRecord record;
  record.id = id;
  record.source = source;
  record.expiry = TimePoint{milliseconds{expiry}};
  record.key = crypto::SecretBytes{as_bytes("0123456789abcdef")};
  return record;
}

TEST(InMemoryCredentialStore, KeepsRecordsAndRemembersIds) {
  InMemoryCredentialStore store;
  ASSERT_TRUE(store.put(record_of("a", "s", 1)));
  EXPECT_EQ(as_text(store.get("a").value().key.expose()), "0123456789abcdef");
  EXPECT_EQ(store.put(record_of("a", "s", 1)).error().code, Errc::conflict);
  ASSERT_TRUE(store.erase("a"));
  EXPECT_EQ(store.get("a").error().code, Errc::not_found);
  EXPECT_EQ(store.erase("a").error().code, Errc::not_found);
  EXPECT_EQ(store.put(record_of("a", "s", 1)).error().code, Errc::conflict);
}

TEST(InMemoryCredentialStore, ReplacesWhatIsThere) {
  InMemoryCredentialStore store;
  EXPECT_EQ(store.replace(record_of("a", "s", 1)).error().code, Errc::not_found);
  ASSERT_TRUE(store.put(record_of("a", "s", 1)));
  ASSERT_TRUE(store.replace(record_of("a", "s", 2)));
  EXPECT_EQ(store.get("a").value().expiry, TimePoint{milliseconds{2}});
}

TEST(InMemoryCredentialStore, ListsTheEarliestExpiries) {
  InMemoryCredentialStore store;
  ASSERT_TRUE(store.put(record_of("a", "s", 30)));
  ASSERT_TRUE(store.put(record_of("b", "s", 10)));
  ASSERT_TRUE(store.put(record_of("c", "t", 20)));
  EXPECT_THAT(store.expiring(TimePoint{milliseconds{20}}, 9).value(),
              ::testing::ElementsAre("b", "c"));
  EXPECT_THAT(store.expiring(TimePoint{milliseconds{99}}, 1).value(), ::testing::ElementsAre("b"));
  EXPECT_EQ(store.count("s").value().of_source, 2U);
  EXPECT_EQ(store.count("s").value().kept, 3U);
}

}  // namespace

}  // namespace plumbline::entities
