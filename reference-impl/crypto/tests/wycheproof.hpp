/// @file
/// Runs a file of Wycheproof vectors.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/testing/paths.hpp"

#include "crypto_under_test.hpp"

#include <functional>
#include <string>

namespace plumbline::crypto {

struct WycheproofCount {
  int ran = 0;
  int filtered = 0;  ///< in groups of sizes that our interface does not take
};

/// One vector; `where` names it in failures.
struct WycheproofTest {
  const Json& group;
  const Json& test;
  std::string where;

  [[nodiscard]] Bytes hex(const char* name) const {
    return octets(test.at(name).get_ref<const std::string&>());
  }

  [[nodiscard]] std::string result() const { return test.at("result"); }

  [[nodiscard]] bool valid() const { return result() == "valid"; }
};

/// Calls `run` for every vector of each group that `takes` accepts. Prints the counts.
inline WycheproofCount run_wycheproof(const std::string& path,
                                      const std::function<bool(const Json& group)>& takes,
                                      const std::function<void(const WycheproofTest&)>& run) {
  const Json file = parse_json(testing::read_file(path)).value();
  WycheproofCount count;
  for (const Json& group : file.at("testGroups")) {
    const bool taken = takes(group);
    for (const Json& test : group.at("tests")) {
      if (!taken) {
        ++count.filtered;
        continue;
      }
      const int id = test.at("tcId");
      run({group,
           test,
           "tcId " + std::to_string(id) + " " + test.at("comment").get<std::string>()});
      ++count.ran;
    }
  }
  EXPECT_EQ(count.ran + count.filtered, file.at("numberOfTests").get<int>());
  ::testing::Test::RecordProperty("ran", count.ran);
  ::testing::Test::RecordProperty("filtered", count.filtered);
  return count;
}

inline bool takes_all(const Json& /*group*/) {
  return true;
}

}  // namespace plumbline::crypto

/// The path of a Wycheproof file as `name`, or skips the test.
#define PLUMBLINE_WYCHEPROOF(name, file)                                        \
  const auto name = ::plumbline::testing::third_party_path("wycheproof/" file); \
  if (!name) {                                                                  \
    GTEST_SKIP() << "third-party vectors are not here: wycheproof/" file;       \
  }                                                                             \
  static_assert(true)
