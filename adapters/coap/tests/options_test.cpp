#include "options.hpp"

#include <gtest/gtest.h>

#include <set>

namespace plumbline::adapters::coap {
namespace {

// TS-0008 table 6.2.2.4.0-1: all are critical; numbers are unique in each numbering.
TEST(CoapOptions, NumbersOfOneM2MAreCriticalAndUnique) {
  std::set<std::uint16_t> r3;
  std::set<std::uint16_t> r1;
  for (const auto& rule : option_rules()) {
    EXPECT_TRUE(r3.insert(rule.r3).second) << rule.name;
    EXPECT_TRUE(rule.r1 == 0 || r1.insert(rule.r1).second) << rule.name;
    EXPECT_TRUE(rule.parameter.empty() || is_critical(rule.r3)) << rule.name;
  }
}

}  // namespace
}  // namespace plumbline::adapters::coap
