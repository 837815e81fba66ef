#include "obstruction.hpp"

#include "fake_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

onem2m::RequestPrimitive request(const std::string& to) {
  onem2m::RequestPrimitive out;
  out.to = to;
  out.request_id = "of " + to;
  return out;
}

/// A server that answers each request with what it asked for, behind a node with `script`.
class Way {
 public:
  explicit Way(HostileScript script)
      : node_(std::move(script),
              transport_,
              [this](const IncomingRequest& incoming, const Replier& reply) {
                served.push_back(incoming.primitive.to);
                reply(onem2m::respond_with(
                    incoming.primitive, onem2m::Status::ok, incoming.primitive.to));
              }) {}

  void take(const std::string& to) {
    const auto reply = [this](Reply answer) {
      answers.push_back(
          std::get<onem2m::ResponsePrimitive>(std::move(answer)).content->get<std::string>());
    };
    node_.take({.primitive = request(to), .association = {}}, reply);
  }

  void wait() { transport_.run_tasks(); }

  [[nodiscard]] const Obstruction& node() const { return node_; }

  std::vector<std::string> served;
  std::vector<std::string> answers;

 private:
  FakeTransport transport_;
  Obstruction node_;
};

HostileScript script(Misdeed misdeed, Direction direction) {
  return {.steps = {{.misdeed = misdeed, .direction = direction}}};
}

TEST(Obstruction, IsNoneWithoutAScript) {
  Way way{{}};
  way.take("a");
  EXPECT_THAT(way.answers, ElementsAre("a"));
}

TEST(Obstruction, SwallowsRequestOrAnswer) {
  Way requests{script(Misdeed::drop, Direction::request)};
  requests.take("a");
  requests.wait();
  EXPECT_THAT(requests.served, IsEmpty());
  Way answers{script(Misdeed::drop, Direction::response)};
  answers.take("a");
  answers.wait();
  EXPECT_THAT(answers.served, ElementsAre("a"));
  EXPECT_THAT(answers.answers, IsEmpty());
}

TEST(Obstruction, LetsGoOfWhatItHeldAfterAWhile) {
  Way way{script(Misdeed::delay, Direction::response)};
  way.take("a");
  EXPECT_THAT(way.answers, IsEmpty());
  way.wait();
  EXPECT_THAT(way.answers, ElementsAre("a"));
}

TEST(Obstruction, LetsSomethingElseOvertake) {
  HostileScript overtaking = script(Misdeed::reorder, Direction::request);
  overtaking.other = request("other");
  Way way{std::move(overtaking)};
  way.take("a");
  EXPECT_THAT(way.served, ElementsAre("other", "a"));
  EXPECT_THAT(way.answers, ElementsAre("a"));
}

TEST(Obstruction, GivesTheAnswerToAnother) {
  HostileScript swapping = script(Misdeed::swap, Direction::response);
  swapping.other = request("other");
  Way way{std::move(swapping)};
  way.take("a");
  EXPECT_THAT(way.answers, ElementsAre("other"));
}

TEST(Obstruction, AnswersAnExchangeOnce) {
  Way way{script(Misdeed::replay, Direction::request)};
  way.take("a");
  way.wait();
  EXPECT_THAT(way.served, ElementsAre("a", "a"));
  EXPECT_THAT(way.answers, ElementsAre("a"));
}

TEST(Obstruction, SaysWhichMisdeedsDidNotHappen) {
  Way way{script(Misdeed::flip, Direction::request)};
  EXPECT_THAT(way.node().misdeeds_left(), ElementsAre("flip"));
}

TEST(Obstruction, ConcernsWhatTheScriptIsAbout) {
  HostileScript about;
  about.about = [](const onem2m::RequestPrimitive& primitive) { return primitive.to == "a"; };
  const Way way{std::move(about)};
  EXPECT_TRUE(way.node().concerns(request("a")));
  EXPECT_FALSE(way.node().concerns(request("b")));
}

}  // namespace
}  // namespace plumbline::harness::testing
