#include "plumbline/harness/file.hpp"

#include "plumbline/testing/folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

namespace plumbline::harness {
namespace {

class ReadFileTest : public ::testing::Test {
 protected:
  const plumbline::testing::Folder folder_;
  const std::filesystem::path path_ = folder_.write("file", "four");
};

TEST_F(ReadFileTest, GivesAllOctets) {
  EXPECT_EQ(read_file(path_, 4).value(), "four");
}

TEST_F(ReadFileTest, RefusesWhatIsLargerThanAllowed) {
  const auto refused = read_file(path_, 3);
  EXPECT_EQ(refused.error().code, Errc::too_large);
  EXPECT_THAT(refused.error().detail, ::testing::HasSubstr(path_.string()));
}

TEST_F(ReadFileTest, NamesAFileThatIsNotThere) {
  const auto refused = read_file(path_.string() + "x", 3);
  EXPECT_EQ(refused.error().code, Errc::io);
  EXPECT_THAT(refused.error().detail, ::testing::HasSubstr(path_.string() + "x"));
}

TEST_F(ReadFileTest, RefusesAFolder) {
  EXPECT_EQ(read_file(path_.parent_path(), 4096).error().code, Errc::io);
}

}  // namespace
}  // namespace plumbline::harness
