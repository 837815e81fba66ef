#include "plumbline/esprim/pairwise_keys.hpp"

#include "known_answer.hpp"

#include <gmock/gmock.h>

namespace plumbline::esprim {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kPeer = "//sp.example/cse-b";

PairwiseKey key(std::string id, std::optional<TimePoint> expires = {}) {
  return {.id = std::move(id),
          .peer = std::string{kPeer},
          .key = crypto::SecretBytes{known_pairwise_key()},
          .expires = expires};
}

TEST(PairwiseKeys, AreFoundByIdAndByPeer) {
  PairwiseKeys keys;
  ASSERT_TRUE(keys.add(key("soon", known_time())));
  ASSERT_TRUE(keys.add(key("never")));
  ASSERT_TRUE(keys.add(key("late", known_time() + std::chrono::hours{1})));
  ASSERT_NE(keys.find("late"), nullptr);
  EXPECT_EQ(keys.find("late")->peer, kPeer);
  EXPECT_EQ(keys.find("other"), nullptr);
  const auto shared = keys.shared_with(kPeer);
  ASSERT_THAT(shared, SizeIs(3));
  EXPECT_EQ(shared[0]->id, "never");
  EXPECT_EQ(shared[1]->id, "late");
  EXPECT_THAT(keys.shared_with("//sp.example/cse-c"), IsEmpty());
  keys.remove("late");
  keys.remove("late");
  EXPECT_EQ(keys.find("late"), nullptr);
}

TEST(PairwiseKeys, ANewKeyTakesThePlaceOfTheOld) {
  PairwiseKeys keys;
  ASSERT_TRUE(keys.add(key("k", known_time())));
  ASSERT_TRUE(keys.add(key("k")));
  EXPECT_THAT(keys.shared_with(kPeer), SizeIs(1));
  EXPECT_FALSE(keys.find("k")->expires);
}

TEST(PairwiseKeys, RefusesWhatCannotBeOne) {
  PairwiseKeys keys;
  EXPECT_EQ(keys.add(key("")).error().code, Errc::invalid_value);
  for (const char* const peer : {"", "Cae", "/cse-b", "//sp.example", "//sp.example/a b"}) {
    PairwiseKey wrong = key("k");
    wrong.peer = peer;
    EXPECT_EQ(keys.add(std::move(wrong)).error().code, Errc::invalid_value) << peer;
  }
  PairwiseKey little = key("k");
  little.key = crypto::SecretBytes{15};
  EXPECT_EQ(keys.add(std::move(little)).error().code, Errc::invalid_length);
  EXPECT_EQ(keys.find("k"), nullptr);
}

}  // namespace
}  // namespace plumbline::esprim
