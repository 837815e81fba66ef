#include "plumbline/harness/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

CaseResult met(Role role, std::vector<std::string> deviations) {
  CaseResult out;
  out.role = role;
  out.deviations = std::move(deviations);
  return out;
}

TEST(DeclaredDeviations, SayHowManyCasesNeededThem) {
  Slots slots;
  slots.sut[Role::hcse].dialect = {Deviation::old_option_numbers, Deviation::response_without_rvi};
  const auto declared = declared_deviations(slots,
                                            {met(Role::hcse, {"response-without-rvi"}),
                                             met(Role::hcse, {"response-without-rvi"}),
                                             met(Role::hcse, {}),
                                             met(Role::tef, {"old-option-numbers"})});
  EXPECT_THAT(declared,
              ElementsAre(AllOf(Field(&DeclaredDeviation::name, "old-option-numbers"),
                                Field(&DeclaredDeviation::cases, 0U)),
                          AllOf(Field(&DeclaredDeviation::name, "response-without-rvi"),
                                Field(&DeclaredDeviation::cases, 2U))));
  EXPECT_EQ(declared.front().role, "HCSE");
}

TEST(DeclaredDeviations, AreNoneForTheReference) {
  EXPECT_THAT(declared_deviations({}, {met(Role::hcse, {})}), IsEmpty());
}

}  // namespace
}  // namespace plumbline::harness
