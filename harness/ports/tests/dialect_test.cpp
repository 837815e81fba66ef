#include "plumbline/harness/dialect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace plumbline::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Correlation kAsked{.request_id = "r1", .release_version = "3"};

TEST(Deviations, AreKnownByTheirNames) {
  for (const Deviation deviation : kDeviations) {
    EXPECT_EQ(deviation_named(name_of(deviation)), deviation);
    EXPECT_FALSE(describe(deviation).empty());
  }
  EXPECT_FALSE(deviation_named("anything-goes"));
}

TEST(Dialect, TellsOfTheUseOfWhatIsDeclaredOnly) {
  std::vector<Deviation> used;
  const Dialect dialect{{Deviation::wrapped_primitives},
                        [&](Deviation deviation) { used.push_back(deviation); }};
  EXPECT_TRUE(dialect.use(Deviation::wrapped_primitives));
  EXPECT_FALSE(dialect.use(Deviation::old_option_numbers));
  EXPECT_THAT(used, ElementsAre(Deviation::wrapped_primitives));
}

TEST(CheckAnswer, TakesWhatRepeatsTheRequest) {
  EXPECT_TRUE(check_answer(kAsked, kAsked, {}));
  EXPECT_TRUE(check_answer({}, {}, {}));
  EXPECT_TRUE(check_answer(kAsked, {.request_id = "r1", .release_version = "2a"}, {}));
}

TEST(CheckAnswer, IsStrictWithoutDeclaration) {
  const auto without_id = check_answer(kAsked, {.release_version = "3"}, {});
  ASSERT_FALSE(without_id);
  EXPECT_THAT(without_id.error().detail, HasSubstr("rqi is missing"));
  const auto without_version = check_answer(kAsked, {.request_id = "r1"}, {});
  ASSERT_FALSE(without_version);
  EXPECT_THAT(without_version.error().detail, HasSubstr("rvi is missing"));
}

TEST(CheckAnswer, LetsDeclaredOmissionsPassAndTellsOfThem) {
  std::vector<Deviation> used;
  const Dialect dialect{{Deviation::response_without_rqi, Deviation::response_without_rvi},
                        [&](Deviation deviation) { used.push_back(deviation); }};
  EXPECT_TRUE(check_answer(kAsked, kAsked, dialect));
  EXPECT_THAT(used, IsEmpty());
  EXPECT_TRUE(check_answer(kAsked, {}, dialect));
  EXPECT_THAT(used, ElementsAre(Deviation::response_without_rqi, Deviation::response_without_rvi));
}

TEST(CheckAnswer, TakesNoIdentifierOfAnotherRequest) {
  const Dialect dialect{{Deviation::response_without_rqi}};
  const auto other = check_answer(kAsked, {.request_id = "r2", .release_version = "3"}, dialect);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, Errc::malformed);
}

}  // namespace
}  // namespace plumbline::harness
