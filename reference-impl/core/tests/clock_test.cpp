#include "plumbline/core/clock.hpp"

#include <gtest/gtest.h>

namespace plumbline {

namespace {

using std::chrono::seconds;

TEST(Clock, SystemClockReadsUtc) {
  const SystemClock clock;
  const auto before = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  const TimePoint now = clock.now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

TEST(Clock, OffsetClockRunsAheadOfItsBase) {
  ManualClock base{TimePoint{seconds{100}}};
  OffsetClock clock{base};
  EXPECT_EQ(clock.now(), base.now());
  clock.advance(seconds{30});
  base.advance(seconds{5});
  EXPECT_EQ(clock.now(), TimePoint{seconds{135}});
}

}  // namespace

}  // namespace plumbline
