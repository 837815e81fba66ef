// The broker goes and comes back: no primitive is lost, and none is served twice.

#include "at_broker.hpp"

#include <set>

namespace plumbline::adapters::mqtt::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// With and without sessions that survive on the broker's disk.
class Reconnect : public AtBroker, public ::testing::WithParamInterface<bool> {
 protected:
  void SetUp() override { start_broker({.keep_sessions = GetParam()}); }

  void kill_broker() {
    broker->kill();
    ASSERT_TRUE(wait_for_note("disconnected"));
  }

  void restart_broker() {
    const auto restarted = broker->restart();
    ASSERT_TRUE(restarted) << to_string(restarted.error());
  }
};

INSTANTIATE_TEST_SUITE_P(Mqtt, Reconnect, ::testing::Bool(), [](const auto& kept) {
  return kept.param ? "SessionsKept" : "SessionsLost";
});

TEST_P(Reconnect, RequestWaitsForTheBroker) {
  listen(cse());
  const auto client = connect(ae());
  ASSERT_TRUE(exchange(*client, request_of("r1")));
  kill_broker();
  std::optional<Result<ResponsePrimitive>> result;
  client->exchange(request_of("r2"), kPatience, [&](auto got) { result = std::move(got); });
  EXPECT_FALSE(wait_until([&] { return result.has_value(); }, kSilence));
  restart_broker();
  ASSERT_TRUE(wait_until([&] { return result.has_value(); }));
  EXPECT_TRUE(*result) << to_string(result->error());
  EXPECT_EQ(served.size(), 2U);
}

TEST_P(Reconnect, RequestInServiceIsAnsweredOnce) {
  std::vector<Replier> kept;
  auto options = cse();
  options.handler = [&](const IncomingRequest&, Replier replier) {
    kept.push_back(std::move(replier));
  };
  listen(std::move(options));
  const auto client = connect(ae());
  std::size_t answers = 0;
  client->exchange(request_of("r1"), kPatience, [&](auto got) { answers += got ? 1 : 0; });
  ASSERT_TRUE(wait_until([&] { return kept.size() == 1; }));
  kill_broker();
  kept.front()(respond(request_of("r1"), Status::ok));
  restart_broker();
  EXPECT_TRUE(wait_until([&] { return answers == 1; }));
  EXPECT_FALSE(wait_until([&] { return answers > 1 || kept.size() > 1; }, kSilence));
}

TEST_P(Reconnect, NoneOfManyRequestsIsLostOrServedTwice) {
  constexpr std::size_t kRequests = 200;
  listen(cse());
  const auto client = connect(ae());
  std::size_t answers = 0;
  for (std::size_t i = 0; i < kRequests; ++i) {
    client->exchange(
        request_of("r" + std::to_string(i)), kPatience, [&](auto got) { answers += got ? 1 : 0; });
  }
  ASSERT_TRUE(wait_until([&] { return answers >= kRequests / 4; }));
  broker->kill();
  restart_broker();
  EXPECT_TRUE(wait_until([&] { return answers == kRequests; })) << answers << notes.events();
  std::set<std::string> ids;
  for (const auto& incoming : served) {
    ids.insert(incoming.primitive.request_id);
  }
  EXPECT_EQ(ids.size(), kRequests);
  EXPECT_EQ(served.size(), kRequests);
}

TEST_P(Reconnect, DeadlinePassesWhileTheBrokerIsAway) {
  listen(cse());
  const auto client = connect(ae());
  ASSERT_TRUE(exchange(*client, request_of("r1")));
  kill_broker();
  const auto response = exchange(*client, request_of("r2"), 100ms);
  EXPECT_EQ(response.error().code, Errc::timed_out);
  EXPECT_THAT(response.error().detail, HasSubstr("broker"));
  restart_broker();
  EXPECT_TRUE(exchange(*client, request_of("r3")));
  EXPECT_EQ(served.back().primitive.request_id, "r3");
  EXPECT_EQ(served.size(), 2U) << "what nobody waits for any more is not sent";
}

class Sessions : public AtBroker {
 protected:
  void SetUp() override { start_broker(); }

  /// A request that waits at the broker for a CSE that has gone.
  void leave_a_request() {
    listen(cse());
    listeners.clear();
    const auto client = connect(ae());
    EXPECT_EQ(exchange(*client, request_of("left"), kSilence).error().code, Errc::timed_out);
  }
};

TEST_F(Sessions, KeepWhatArrivesWhileTheEntityIsAway) {
  leave_a_request();
  listen(cse());
  EXPECT_TRUE(wait_until([&] { return served.size() == 1; }));
  EXPECT_THAT(notes.events(), HasSubstr("session resumed"));
}

TEST_F(Sessions, StartAfreshWhenToldTo) {
  leave_a_request();
  use({.fresh_sessions = true});
  notes.messages.clear();
  listen(cse());
  EXPECT_FALSE(wait_until([&] { return !served.empty(); }, kSilence));
  EXPECT_THAT(notes.events(), Not(HasSubstr("session resumed")));
  EXPECT_TRUE(exchange(*connect(ae()), request_of("r1")));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
