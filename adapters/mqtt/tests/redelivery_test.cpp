#include "redelivery.hpp"

#include <gtest/gtest.h>

namespace plumbline::adapters::mqtt {
namespace {

using Seen = RedeliveryWindow::Seen;
using namespace std::chrono_literals;

const RedeliveryWindow::TimePoint kNow{1h};
const RedeliveryWindow::Request kRequest{
    .originator = "/cse-a/Cae", .request_id = "r1", .payload_hash = 1};

RedeliveryWindow::Answer answer(std::size_t size = 1) {
  return std::make_shared<const Bytes>(size, std::uint8_t{7});
}

TEST(RedeliveryWindow, KnowsWhatIsServedAndWhatWasAnswered) {
  RedeliveryWindow window{{}};
  EXPECT_EQ(window.admit(kRequest, kNow).seen, Seen::never);
  EXPECT_EQ(window.admit(kRequest, kNow).seen, Seen::in_service);
  const auto given = answer();
  window.answered(kRequest, given);
  const auto again = window.admit(kRequest, kNow);
  EXPECT_EQ(again.seen, Seen::answered);
  EXPECT_EQ(again.answer, given);
}

TEST(RedeliveryWindow, TakesNothingElseForTheSameRequest) {
  RedeliveryWindow window{{}};
  EXPECT_EQ(window.admit(kRequest, kNow).seen, Seen::never);
  auto other = kRequest;
  other.originator = "/cse-a/Cb";
  EXPECT_EQ(window.admit(other, kNow).seen, Seen::never);
  other = kRequest;
  other.request_id = "r2";
  EXPECT_EQ(window.admit(other, kNow).seen, Seen::never);
  other = kRequest;
  other.payload_hash = 2;
  EXPECT_EQ(window.admit(other, kNow).seen, Seen::never);
}

TEST(RedeliveryWindow, KeepsTheFirstAnswer) {
  RedeliveryWindow window{{}};
  static_cast<void>(window.admit(kRequest, kNow));
  const auto first = answer();
  window.answered(kRequest, first);
  window.answered(kRequest, answer());
  EXPECT_EQ(window.admit(kRequest, kNow).answer, first);
}

TEST(RedeliveryWindow, ForgetsByAge) {
  RedeliveryWindow window{{.age = 60s}};
  static_cast<void>(window.admit(kRequest, kNow));
  EXPECT_EQ(window.admit(kRequest, kNow + 60s).seen, Seen::in_service);
  EXPECT_EQ(window.admit(kRequest, kNow + 61s).seen, Seen::never);
  window.answered({.originator = "unknown", .request_id = ""}, answer());
}

TEST(RedeliveryWindow, ForgetsTheOldestBeyondItsBounds) {
  RedeliveryWindow window{{.requests = 2, .octets = 100}};
  auto second = kRequest;
  second.request_id = "r2";
  auto third = kRequest;
  third.request_id = "r3";
  static_cast<void>(window.admit(kRequest, kNow));
  window.answered(kRequest, answer(101));
  EXPECT_EQ(window.admit(second, kNow).seen, Seen::never);  // too many octets: r1 goes
  EXPECT_EQ(window.admit(kRequest, kNow).seen, Seen::never);
  EXPECT_EQ(window.admit(third, kNow).seen, Seen::never);  // too many: r2 goes
  EXPECT_EQ(window.admit(second, kNow).seen, Seen::never);
}

}  // namespace
}  // namespace plumbline::adapters::mqtt
