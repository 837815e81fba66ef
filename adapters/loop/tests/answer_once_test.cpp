#include "plumbline/adapters/loop/answer_once.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace plumbline::adapters::loop {
namespace {

using testing::ElementsAre;

class AnswerOnce : public testing::Test {
 protected:
  std::function<void(std::string)> make() {
    return answer_once<std::string>([this](std::string answer) { given.push_back(answer); },
                                    "none");
  }

  std::vector<std::string> given;
};

TEST_F(AnswerOnce, DeliversTheFirstAnswerOnly) {
  {
    const auto answer = make();
    const auto copy = answer;
    copy("first");
    answer("second");
  }
  EXPECT_THAT(given, ElementsAre("first"));
}

TEST_F(AnswerOnce, AnswersWhenTheLastCopyGoes) {
  auto answer = make();
  auto copy = answer;
  answer = nullptr;
  EXPECT_TRUE(given.empty());
  copy = nullptr;
  EXPECT_THAT(given, ElementsAre("none"));
}

TEST_F(AnswerOnce, MayGoWhileItDelivers) {
  std::function<void(int)> kept;
  int got = 0;
  kept = answer_once<int>(
      [&](int answer) {
        got = answer;
        kept = nullptr;
      },
      0);
  const auto copy = kept;
  copy(7);
  EXPECT_EQ(got, 7);
}

}  // namespace
}  // namespace plumbline::adapters::loop
