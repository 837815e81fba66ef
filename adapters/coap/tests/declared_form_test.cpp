#include "declared_form.hpp"

#include <gmock/gmock.h>

namespace plumbline::adapters::coap {
namespace {

using harness::Deviation;
using harness::Dialect;

constexpr std::uint16_t kOt = 259;  // oneM2M-OT, TS-0008 table 6.2.2.4.0-1
constexpr std::uint16_t kFr = 279;

Option option(std::uint16_t number, std::string_view value) {
  const auto octets = as_bytes(value);
  return {.number = number, .value = {octets.begin(), octets.end()}};
}

Message message() {
  Message out;
  out.options = {option(kOt, "20261122T145849,590279"), option(kFr, "Cadmin-is-long,and-stays")};
  return out;
}

TEST(DeclaredForm, CutsFractionsOffTimesAndTells) {
  int uses = 0;
  const Dialect dialect{{Deviation::fractional_times}, [&](Deviation) { ++uses; }};
  const auto standard = without_deviations(message(), OptionNumbers::r3, dialect);
  ASSERT_TRUE(standard);
  EXPECT_EQ(as_text(standard->options[0].value), "20261122T145849");
  EXPECT_EQ(standard->options[1].value, message().options[1].value);
  EXPECT_EQ(uses, 1);

  EXPECT_FALSE(without_deviations(*standard, OptionNumbers::r3, dialect)) << "nothing is left";
  EXPECT_EQ(uses, 1) << "not needed";
}

TEST(DeclaredForm, LeavesWhatNobodyDeclared) {
  EXPECT_FALSE(without_deviations(message(), OptionNumbers::r3, {}));
}

}  // namespace
}  // namespace plumbline::adapters::coap
