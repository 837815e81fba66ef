#include "plumbline/message_auth/replay_window.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace plumbline::message_auth {
namespace {

TEST(ReplayWindow, TakesAnyNumberFirst) {
  for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
    ReplayWindow window;
    EXPECT_TRUE(window.fresh(first));
    window.note(first);
    EXPECT_FALSE(window.fresh(first));
  }
}

// MA-05: a message may be overtaken by 63 others, not by 64.
TEST(ReplayWindow, EndsAt64) {
  ReplayWindow window;
  window.note(100);
  EXPECT_TRUE(window.fresh(37));
  EXPECT_FALSE(window.fresh(36));
  window.note(37);
  EXPECT_FALSE(window.fresh(37));
  window.note(101);
  EXPECT_FALSE(window.fresh(37));
  EXPECT_TRUE(window.fresh(38));
  window.note(1000);
  EXPECT_FALSE(window.fresh(101));
  EXPECT_TRUE(window.fresh(999));
}

// Against a set of all that came.
RC_GTEST_PROP(ReplayWindow, IsASetOfWhatCame, ()) {
  ReplayWindow window;
  std::set<std::uint64_t> came;
  const auto numbers =
      *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, 200));
  for (const std::uint64_t number : numbers) {
    const bool behind = !came.empty() && number + ReplayWindow::kSize <= *came.rbegin();
    RC_ASSERT(window.fresh(number) == (!behind && !came.contains(number)));
    if (window.fresh(number)) {
      window.note(number);
      came.insert(number);
    }
  }
}

}  // namespace
}  // namespace plumbline::message_auth
