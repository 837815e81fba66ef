#include "plumbline/adapters/store/storage_key.hpp"

#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace plumbline::adapters::store::testing {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct KeyFile {
  const char* name;
  std::string content;
  bool good;
};

class StorageKeyTest : public StoreTest, public ::testing::WithParamInterface<KeyFile> {};

const std::string kRaw(32, 'k');
const std::string kHex = to_hex(as_bytes(kRaw));

TEST_P(StorageKeyTest, IsReadAsItIs) {
  const std::string path = folder_.path("key");
  std::ofstream{path, std::ios::binary} << GetParam().content;
  const auto key = read_storage_key(path);
  ASSERT_EQ(key.has_value(), GetParam().good);
  if (key) {
    EXPECT_EQ(as_text(key.value().expose()), kRaw);
  } else {
    EXPECT_EQ(key.error().code, Errc::malformed);
    EXPECT_THAT(key.error().detail, HasSubstr(path));
    EXPECT_THAT(key.error().detail, Not(HasSubstr(kHex.substr(0, 8))));
  }
}

INSTANTIATE_TEST_SUITE_P(All,
                         StorageKeyTest,
                         ::testing::Values(KeyFile{"Raw", kRaw, true},
                                           KeyFile{"Hex", kHex, true},
                                           KeyFile{"HexLine", kHex + "\n", true},
                                           KeyFile{"HexDosLine", kHex + "\r\n", true},
                                           KeyFile{"Empty", "", false},
                                           KeyFile{"Short", kRaw.substr(1), false},
                                           KeyFile{"Long", kRaw + "k", false},
                                           KeyFile{"HexAndMore", kHex + "\n\n", false},
                                           KeyFile{"HexAndLines", kHex + "\nk", false},
                                           KeyFile{"Huge", std::string(1 << 20, 'a'), false}),
                         [](const auto& row) { return row.param.name; });

TEST_F(StoreTest, StorageKeyNeedsAFile) {
  EXPECT_EQ(read_storage_key(folder_.path("none")).error().code, Errc::io);
  EXPECT_EQ(read_storage_key(folder_.path()).error().code, Errc::io);
}

}  // namespace

}  // namespace plumbline::adapters::store::testing
