// What wakes Paho's threads comes back when its connection is lost.

#include "waker.hpp"

#include "plumbline/adapters/loop/loop.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace plumbline::adapters::mqtt::testing {
namespace {

/// Woken as the loops wake: again and again while something is awaited.
bool connects(Waker& waker) {
  loop::Loop loop;
  const std::function<void()> wake = [&] {
    waker.wake();
    loop.after(std::chrono::milliseconds{3}, wake);
  };
  wake();
  return loop.run_until([&] { return waker.is_connected(); }, std::chrono::seconds{30});
}

TEST(Waker, ConnectsAgainWhenItsConnectionWasCut) {
  Waker waker;
  ASSERT_TRUE(connects(waker));
  waker.cut();
  ASSERT_FALSE(waker.is_connected());
  EXPECT_TRUE(connects(waker));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
