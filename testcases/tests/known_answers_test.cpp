#include "support/known_answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace plumbline::testcases {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(KnownAnswers, AreThoseOfTheirOperationAndFlag) {
  const harness::VectorTest test = first_test("esf/open", with_flag("Respelled"));
  EXPECT_TRUE(test.in.contains("envelope"));
  EXPECT_TRUE(with_flag("Respelled")(test));
}

TEST(KnownAnswers, NameTheOperationThatHasNoneOfThatKind) {
  EXPECT_THAT([] { static_cast<void>(first_test("esf/open", with_flag("NoSuchFlag"))); },
              ThrowsMessage<std::logic_error>(HasSubstr("esf/open")));
  EXPECT_THAT([] { static_cast<void>(asked_tests("no/operation", with_flag("Respelled"))); },
              ThrowsMessage<std::logic_error>(HasSubstr("no/operation")));
}

}  // namespace
}  // namespace plumbline::testcases
