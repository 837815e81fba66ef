// What others publish on our topics, and what independent clients make of ours.

#include "with_children.hpp"

namespace plumbline::adapters::mqtt::testing {
namespace {

using ::testing::HasSubstr;

class Foreign : public WithChildren {
 protected:
  void SetUp() override {
    start_broker();
    listen(cse());
  }
};

constexpr const char* kRequestTopic = "/oneM2M/req/cse-a:Cae/cse-a/json";
constexpr const char* kResponseTopic = "/oneM2M/resp/cse-a:Cae/cse-a/json";

TEST_F(Foreign, IndependentClientGetsTheAnswer) {
  std::string output;
  const auto subscriber = subscribe_with_mosquitto(kResponseTopic, 1, output);
  publish_with_mosquitto(
      kRequestTopic,
      R"({"op":2,"to":"/cse-a/cse","fr":"/cse-a/Cae","rqi":"by hand","rvi":"3","pc":{"a":1}})");
  ASSERT_TRUE(read_until(*subscriber, output, [](bool ended) { return ended; })) << output;
  EXPECT_THAT(output, HasSubstr(R"({"pc":{"a":1},"rqi":"by hand","rsc":2000,"rvi":"3"})"));
}

TEST_F(Foreign, IndependentClientGetsTheAnswerInXml) {
  std::string output;
  const auto subscriber = subscribe_with_mosquitto("/oneM2M/resp/cse-a:Cae/cse-a/xml", 1, output);
  publish_with_mosquitto(
      "/oneM2M/req/cse-a:Cae/cse-a/xml",
      R"(<p:rqp xmlns:p="http://www.onem2m.org/xml/protocols"><op>2</op>)"
      "<to>/cse-a/cse</to><rqi>by hand</rqi><pc><p:cin><con>x</con></p:cin></pc></p:rqp>");
  ASSERT_TRUE(read_until(*subscriber, output, [](bool ended) { return ended; })) << output;
  EXPECT_THAT(output, HasSubstr("<rsc>2000</rsc>"));
  EXPECT_THAT(output, HasSubstr("<rqi>by hand</rqi>"));
  EXPECT_THAT(output, HasSubstr("<m2m:cin><con>x</con></m2m:cin>"));
}

TEST_F(Foreign, PayloadWithoutRequestIdentifierIsDropped) {
  publish_with_mosquitto(kRequestTopic, "21.5");
  EXPECT_TRUE(wait_for_note("dropped a payload without request identifier: payload: is no object"));
  publish_with_mosquitto("/oneM2M/req/cse-a:Cae/cse-a/xml", "<x/>");
  EXPECT_TRUE(wait_for_note("dropped a payload without request identifier: payload: "));
  EXPECT_TRUE(served.empty());
  EXPECT_TRUE(exchange(*connect(ae()), request_of("r1")));
}

TEST_F(Foreign, PayloadWithRequestIdentifierIsAnswered) {
  const auto client = connect(ae());
  const auto answer = publish(*client, R"({"rqi":"r1","op":9,"to":"/cse-a"})");
  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_THAT(answer.value(), HasSubstr(R"("rqi":"r1","rsc":4000)"));
  EXPECT_THAT(answer.value(), HasSubstr("op"));
  const auto wrapped = publish(*client, R"({"m2m:rqp":{"rqi":"r2","op":2,"to":"/cse-a"}})");
  ASSERT_TRUE(wrapped);
  EXPECT_THAT(wrapped.value(), HasSubstr("wrapped"));
  EXPECT_TRUE(served.empty());
}

TEST_F(Foreign, TopicsThatAreNoneAreDropped) {
  publish_with_mosquitto("/oneM2M/req/cse-a:Cae/cse-a/json/more", "{}");
  EXPECT_TRUE(wait_for_note("dropped a message on \"/oneM2M/req/cse-a:Cae/cse-a/json/more\""));
  publish_with_mosquitto("/oneM2M/req/a:b:c/cse-a/json", "{}");
  EXPECT_TRUE(wait_for_note("dropped a message on \"/oneM2M/req/a:b:c/cse-a/json\""));
  publish_with_mosquitto("/oneM2M/req/cse-a:Cae/cse-a", "{}");
  EXPECT_TRUE(wait_for_note("dropped a message on \"/oneM2M/req/cse-a:Cae/cse-a\""));
}

TEST_F(Foreign, RetainedMessageIsDropped) {
  publish_with_mosquitto(
      "/oneM2M/req/cse-a:Cae/cse-b/json", R"({"op":2,"to":"/cse-b","rqi":"old"})", {"-r"});
  listen(cse("/cse-b"));
  EXPECT_TRUE(wait_for_note("dropped a retained message"));
  EXPECT_TRUE(served.empty());
}

// Whoever the broker lets publish there may try to answer in another's place.
TEST_F(Foreign, ResponseOfAnotherReceiverIsDropped) {
  listeners.clear();
  notes.messages.clear();
  const auto client = connect(ae());
  std::optional<Result<ResponsePrimitive>> result;
  client->exchange(request_of("r1"), kPatience, [&](auto got) { result = std::move(got); });
  ASSERT_TRUE(wait_for_note("connected to"));
  publish_with_mosquitto("/oneM2M/resp/cse-a:Cae/cse-b/json", R"({"rsc":2000,"rqi":"r1"})");
  EXPECT_TRUE(wait_for_note("dropped a message on \"/oneM2M/resp/cse-a:Cae/cse-b/json\""));
  EXPECT_FALSE(result);
  publish_with_mosquitto(kResponseTopic, R"({"rsc":2000,"rqi":"r2"})");
  EXPECT_TRUE(wait_for_note("dropped a response: nobody waits for one to \"r2\""));
  EXPECT_FALSE(result);
  publish_with_mosquitto(kResponseTopic, R"({"rsc":2004,"rqi":"r1","rvi":"3"})");
  ASSERT_TRUE(wait_until([&] { return result.has_value(); }));
  EXPECT_EQ(result->value().status, Status::updated);
}

TEST_F(Foreign, ResponseThatIsNoneIsAnErrorOfItsExchange) {
  listeners.clear();
  auto options = cse();
  options.handler = [](const IncomingRequest&, const Replier& replier) {
    const auto text = as_bytes(R"({"rqi":"r1","rsc":"fine"})");
    replier(harness::RawReply{.octets = {text.begin(), text.end()}});
  };
  listen(std::move(options));
  const auto response = exchange(*connect(ae()), request_of("r1"));
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().detail, HasSubstr("rsc"));
}

// QoS 1 delivers at least once.
TEST_F(Foreign, RequestThatIsDeliveredTwiceIsServedOnce) {
  const auto client = connect(ae());
  const std::string text{as_text(client->encode(request_of("r1")))};
  const auto first = publish(*client, text);
  ASSERT_TRUE(first);
  const auto second = publish(*client, text);
  ASSERT_TRUE(second) << to_string(second.error());
  EXPECT_EQ(second.value(), first.value());
  EXPECT_EQ(served.size(), 1U);
  EXPECT_TRUE(wait_for_note("delivered again, answered again: \"r1\""));
  ASSERT_TRUE(exchange(*client, request_of("r1", {{"m2m:sgn", 2}})));
  EXPECT_EQ(served.size(), 2U) << "another request with the same identifier";
}

TEST_F(Foreign, RequestThatIsDeliveredAgainWhileItIsServedIsServedOnce) {
  listeners.clear();
  std::vector<Replier> kept;
  auto options = cse();
  options.handler = [&](const IncomingRequest&, Replier replier) {
    kept.push_back(std::move(replier));
  };
  listen(std::move(options));
  const auto client = connect(ae());
  std::optional<Result<ResponsePrimitive>> result;
  client->exchange(request_of("r1"), kPatience, [&](auto got) { result = std::move(got); });
  ASSERT_TRUE(wait_until([&] { return kept.size() == 1; }));
  publish_with_mosquitto(kRequestTopic, std::string{as_text(client->encode(request_of("r1")))});
  EXPECT_TRUE(wait_for_note("delivered again while it is served: \"r1\""));
  kept.front()(respond(request_of("r1"), Status::ok));
  EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
  EXPECT_EQ(kept.size(), 1U);
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
