#include "plumbline/harness/forwarder.hpp"

#include "fake_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace plumbline::harness::testing {
namespace {

constexpr const char* kCse = "//sp.example/cse-b";

class ForwarderTest : public ::testing::Test {
 protected:
  static entities::Forward to(std::vector<std::string> points) {
    entities::Forward out;
    out.hop = {.entity = kCse, .points_of_access = std::move(points)};
    out.request.request_id = "r1";
    return out;
  }

  void send(const entities::Forward& forward) {
    forwarder_.send(forward, [this](Result<onem2m::ResponsePrimitive> answer) {
      answers_.push_back(std::move(answer));
    });
  }

  static onem2m::ResponsePrimitive ok() { return {.request_id = "r1"}; }

  static ForwarderOptions options(Transport& transport, const Clock& clock) {
    return {.transport = transport,
            .clock = clock,
            .self = "/cse-a",
            .hops = {{kCse, TlsClientOptions{.server_name = "of the hop"}}},
            .broker = BrokerLeg{.known_as = {{.scheme = "mqtts", .host = "b", .port = 1}},
                                .used = {.scheme = "mqtts", .host = "own", .port = 2},
                                .tls = TlsClientOptions{.server_name = "of the broker"}}};
  }

  ManualClock clock_{TimePoint{std::chrono::hours{500000}}};
  FakeTransport transport_;
  Forwarder forwarder_{options(transport_, clock_)};
  std::vector<Result<onem2m::ResponsePrimitive>> answers_;
};

TEST_F(ForwarderTest, TriesPointsOfAccessInOrderUntilOneIsReached) {
  send(to({"http://h:1", "coap://h:2", "http://h:3"}));
  ASSERT_EQ(transport_.asked.size(), 1U);
  transport_.asked[0].done(fail(Errc::unreachable, "refused"));
  ASSERT_EQ(transport_.asked.size(), 2U);
  EXPECT_EQ(transport_.asked[1].over.address.scheme, "coap");
  transport_.asked[1].done(ok());
  ASSERT_EQ(answers_.size(), 1U);
  EXPECT_TRUE(answers_[0]);
  EXPECT_EQ(transport_.asked.size(), 2U);
}

TEST_F(ForwarderTest, SaysWhatWasWrongWithTheLastPointOfAccess) {
  send(to({"http://h:1", "gopher://h:2"}));
  transport_.asked[0].done(fail(Errc::unreachable, "refused"));
  ASSERT_EQ(answers_.size(), 1U);
  EXPECT_EQ(answers_[0].error().code, Errc::malformed);
  send(to({}));
  EXPECT_EQ(answers_[1].error().code, Errc::unreachable);
}

TEST_F(ForwarderTest, SendsNothingAgainThatMayHaveArrived) {
  send(to({"http://h:1", "http://h:2"}));
  transport_.asked[0].done(fail(Errc::timed_out));
  ASSERT_EQ(answers_.size(), 1U);
  EXPECT_EQ(answers_[0].error().code, Errc::timed_out);
  EXPECT_EQ(transport_.asked.size(), 1U);
}

TEST_F(ForwarderTest, WaitsUntilTheRequestExpires) {
  entities::Forward forward = to({"http://h:1", "http://h:2"});
  forward.expires = clock_.now() + milliseconds{700};
  send(forward);
  EXPECT_EQ(transport_.asked[0].deadline, milliseconds{700});
  clock_.advance(milliseconds{700});
  transport_.asked[0].done(fail(Errc::unreachable));
  ASSERT_EQ(answers_.size(), 1U);
  EXPECT_EQ(answers_[0].error().code, Errc::timed_out);
}

TEST_F(ForwarderTest, SecuresAHopWithTheCredentialOfItsEntity) {
  send(to({"https://h:1"}));
  ASSERT_EQ(transport_.asked.size(), 1U);
  EXPECT_EQ(transport_.asked[0].over.tls->server_name, "of the hop");
  entities::Forward stranger = to({"https://h:1"});
  stranger.hop.entity = "//sp.example/cse-x";
  send(stranger);
  ASSERT_EQ(answers_.size(), 1U);
  EXPECT_EQ(answers_[0].error().code, Errc::not_permitted);
}

TEST_F(ForwarderTest, TakesItsOwnWayToABrokerThatItIsAClientOf) {
  send(to({"mqtts://b:1/path"}));
  send(to({"mqtts://elsewhere:1"}));
  ASSERT_EQ(transport_.asked.size(), 2U);
  EXPECT_EQ(transport_.asked[0].over.address.host, "own");
  EXPECT_EQ(transport_.asked[0].over.address.path, "/path");
  EXPECT_EQ(transport_.asked[0].over.entity_id, "/cse-a");
  EXPECT_EQ(transport_.asked[0].over.peer_id, "/cse-b");
  EXPECT_EQ(transport_.asked[1].over.address.host, "elsewhere");
  EXPECT_EQ(transport_.asked[1].over.tls->server_name, "of the broker");
}

TEST_F(ForwarderTest, HoldsUpNobodyBehindASlowAnswer) {
  send(to({"http://h:1"}));
  send(to({"http://h:1"}));
  EXPECT_EQ(transport_.clients, 2U);
  transport_.asked[0].done(ok());
  send(to({"http://h:1"}));
  EXPECT_EQ(transport_.clients, 2U);
  for (int i = 0; i < 40; ++i) {
    send(to({"http://h:1"}));
  }
  EXPECT_EQ(transport_.clients, 16U);
}

}  // namespace
}  // namespace plumbline::harness::testing
