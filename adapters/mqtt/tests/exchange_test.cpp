// Requests and responses through a broker: who gets what, how often, and what becomes of the rest.

#include "plumbline/adapters/mqtt/payload.hpp"

#include "at_broker.hpp"

namespace plumbline::adapters::mqtt::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Exchange : public AtBroker {
 protected:
  void SetUp() override { start_broker(); }
};

TEST_F(Exchange, CarriesEveryOperation) {
  listen(cse());
  const auto client = connect(ae());
  for (const auto operation : {Operation::create,
                               Operation::retrieve,
                               Operation::update,
                               Operation::remove,
                               Operation::notify}) {
    auto request = request_of("r" + std::to_string(static_cast<int>(operation)));
    request.operation = operation;
    const auto response = exchange(*client, request);
    ASSERT_TRUE(response) << to_string(response.error());
    EXPECT_EQ(response.value().status, Status::ok);
    EXPECT_EQ(response.value().request_id, request.request_id);
    EXPECT_EQ(response.value().content, request.content);
    ASSERT_FALSE(served.empty());
    EXPECT_EQ(to_json(served.back().primitive), to_json(request));
  }
}

TEST_F(Exchange, CarriesLargeContent) {
  listen(cse());
  const auto client = connect(ae());
  for (const std::size_t size : {std::size_t{64} << 10U, std::size_t{1} << 20U}) {
    const Json content{{"m2m:sgn", std::string(size, 'x')}};
    const auto response = exchange(*client, request_of("r" + std::to_string(size), content));
    ASSERT_TRUE(response) << to_string(response.error());
    EXPECT_EQ(response.value().content, content);
  }
}

TEST_F(Exchange, RefusesToSendMoreThanItsBound) {
  listen(cse());
  auto options = ae();
  options.bounds.body_octets = 100;
  const auto client = connect(std::move(options));
  const auto response = exchange(*client, request_of("r1", {{"m2m:sgn", std::string(100, 'x')}}));
  EXPECT_EQ(response.error().code, Errc::too_large);
  EXPECT_TRUE(exchange(*client, request_of("r2")));
}

TEST_F(Exchange, PairsAnswersWithRequestsInAnyOrder) {
  constexpr std::size_t kRequests = 50;
  std::vector<std::function<void()>> answers;
  auto options = cse();
  options.handler = [&](const IncomingRequest& incoming, const Replier& replier) {
    answers.emplace_back(
        [=] { replier(respond(incoming.primitive, Status::ok, incoming.primitive.request_id)); });
    if (answers.size() == kRequests) {
      for (auto answer = answers.rbegin(); answer != answers.rend(); ++answer) {
        (*answer)();
      }
    }
  };
  listen(std::move(options));
  const auto client = connect(ae());
  std::size_t right = 0;
  std::size_t done = 0;
  for (std::size_t i = 0; i < kRequests; ++i) {
    const auto id = "r" + std::to_string(i);
    client->exchange(request_of(id), kPatience, [&, id](Result<ResponsePrimitive> got) {
      ++done;
      right += got && got.value().content == Json{{"m2m:dbg", id}} ? 1 : 0;
    });
  }
  ASSERT_TRUE(wait_until([&] { return done == kRequests; }));
  EXPECT_EQ(right, kRequests);
}

TEST_F(Exchange, ServesSeveralClientsOfOneProcess) {
  listen(cse());
  listen(cse("/cse-b"));
  std::vector<std::unique_ptr<harness::Client>> clients;
  for (const auto* const id : {"/cse-a/C1", "/cse-a/C2", "/cse-a/C3", "/Sae"}) {
    clients.push_back(connect(ae(id)));
    clients.push_back(connect(ae(id, "/cse-b")));
  }
  std::size_t done = 0;
  for (const auto& client : clients) {
    client->exchange(request_of("same id"), kPatience, [&](auto got) { done += got ? 1 : 0; });
  }
  EXPECT_TRUE(wait_until([&] { return done == clients.size(); })) << notes.events();
  EXPECT_EQ(served.size(), clients.size());
}

// One entity has one client id, and the broker knows that once.
TEST_F(Exchange, TellsTheResponsesOfOneEntitysClientsApart) {
  listen(cse());
  const auto first = connect(ae());
  const auto second = connect(ae());
  for (int round = 0; round < 3; ++round) {
    const auto id = std::to_string(round);
    EXPECT_TRUE(exchange(*first, request_of("first-" + id)).has_value());
    EXPECT_TRUE(exchange(*second, request_of("second-" + id)).has_value());
  }
  EXPECT_THAT(notes.events(), Not(HasSubstr("dropped")));
}

TEST_F(Exchange, LetsAnEntityReceiveAndSendInOneSession) {
  listen(cse("/cse-a"));
  listen(cse("/cse-b"));
  const auto there = connect(ae("/cse-a", "/cse-b"));
  const auto back = connect(ae("/cse-b", "/cse-a"));
  EXPECT_TRUE(exchange(*there, request_of("r1")));
  EXPECT_TRUE(exchange(*back, request_of("r1")));
  EXPECT_EQ(served.size(), 2U);
  EXPECT_THAT(notes.events(), Not(HasSubstr("disconnected")));
}

TEST_F(Exchange, KeepsDeadlines) {
  std::vector<Replier> kept;
  auto options = cse();
  options.handler = [&](const IncomingRequest& incoming, Replier replier) {
    if (incoming.primitive.request_id == "slow") {
      kept.push_back(std::move(replier));
    } else {
      replier(respond(incoming.primitive, Status::ok));
    }
  };
  listen(std::move(options));
  const auto client = connect(ae());
  EXPECT_TRUE(exchange(*client, request_of("r1")));
  const auto late = exchange(*client, request_of("slow"), 50ms);
  EXPECT_EQ(late.error().code, Errc::timed_out);
  ASSERT_TRUE(wait_until([&] { return kept.size() == 1; }));
  kept.front()(respond(request_of("slow"), Status::ok));
  EXPECT_TRUE(wait_for_note("dropped a response: nobody waits for one to \"slow\""));
  EXPECT_TRUE(exchange(*client, request_of("r2")));
}

TEST_F(Exchange, AnswersForAHandlerThatDoesNot) {
  auto options = cse();
  options.handler = [](const IncomingRequest&, const Replier&) {};
  listen(std::move(options));
  const auto client = connect(ae());
  const auto response = exchange(*client, request_of("r1"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().status, Status::internal_server_error);
}

TEST_F(Exchange, SaysWhoTheTopicNames) {
  listen(cse());
  const auto named = connect(ae());
  auto request = request_of("r1");
  ASSERT_TRUE(exchange(*named, request));
  EXPECT_EQ(served.back().association.peer, "/cse-a/Cae");
  EXPECT_EQ(served.back().association.proof, onem2m::PeerProof::broker);
  EXPECT_FALSE(served.back().association.secured);
  request = request_of("r2");
  request.from = "/cse-a/Cother";
  ASSERT_TRUE(exchange(*named, request));
  EXPECT_EQ(served.back().association.peer, "/cse-a/Cae");
}

// TS-0010 clause 6.4.4.
TEST_F(Exchange, RegistersOnTopicsOfTheCredential) {
  listen(cse());
  const auto client = connect(ae("10-key@mymef.com"));
  ASSERT_TRUE(exchange(*client, request_of("r1")));
  EXPECT_EQ(served.back().association.peer, "10-key@mymef.com");
  EXPECT_EQ(notes.messages.back().text, "/oneM2M/reg_resp/10-key@mymef.com/cse-a/json");
}

TEST_F(Exchange, PutsThePathOfThePointOfAccessInFront) {
  auto options = cse();
  options.path = "/lab/1";
  listen(std::move(options));
  EXPECT_EQ(to_uri(listeners.back()->address()),
            "mqtt://127.0.0.1:" + std::to_string(broker->plain().port) + "/lab/1");
  auto connect_options = ae();
  connect_options.address = listeners.back()->address();
  const auto client = connect(std::move(connect_options));
  ASSERT_TRUE(exchange(*client, request_of("r1")));
  EXPECT_EQ(notes.messages.back().text, "/lab/1/oneM2M/resp/cse-a:Cae/cse-a/json");
}

TEST_F(Exchange, SpeaksTheWrappedDialect) {
  const harness::Dialect dialect{{harness::Deviation::wrapped_primitives}};
  auto server = cse();
  server.dialect = dialect;
  listen(std::move(server));
  auto options = ae();
  options.dialect = dialect;
  const auto client = connect(std::move(options));
  ASSERT_TRUE(exchange(*client, request_of("r1")));
  EXPECT_THAT(std::string{as_text(notes.messages.back().octets)}, HasSubstr(R"({"m2m:rsp":{)"));
}

TEST_F(Exchange, ShowsTheTapEachMessageWithItsTopic) {
  listen(cse());
  const auto client = connect(ae());
  ASSERT_TRUE(exchange(*client, request_of("r1")));
  std::vector<std::string> shown;
  for (const auto& message : notes.messages) {
    if (message.kind != TapKind::event) {
      shown.push_back((message.sent ? "> " : "< ") + message.text);
      EXPECT_TRUE(message.primitive);
      EXPECT_EQ(message.primitive, parse_json(as_text(message.octets)).value());
    }
  }
  EXPECT_THAT(shown,
              ::testing::ElementsAre("> /oneM2M/req/cse-a:Cae/cse-a/json",
                                     "< /oneM2M/req/cse-a:Cae/cse-a/json",
                                     "> /oneM2M/resp/cse-a:Cae/cse-a/json",
                                     "< /oneM2M/resp/cse-a:Cae/cse-a/json"));
  EXPECT_EQ(client->encode(request_of("r1")),
            notes.messages.back().sent ? Bytes{} : encode_request(request_of("r1"), {}).value());
}

TEST_F(Exchange, WaitsInVainForAPeerThatIsNotThere) {
  const auto client = connect(ae());
  EXPECT_EQ(exchange(*client, request_of("r1"), kSilence).error().code, Errc::timed_out);
}

TEST_F(Exchange, SaysSoWhenThereIsNoBroker) {
  broker->kill();
  const auto client = connect(ae());
  EXPECT_EQ(exchange(*client, request_of("r1")).error().code, Errc::unreachable);
  const auto listener = transport->listen(cse());
  ASSERT_FALSE(listener);
  EXPECT_EQ(listener.error().code, Errc::io);
  EXPECT_THAT(listener.error().detail, HasSubstr("tcp://127.0.0.1"));
}

TEST_F(Exchange, RefusesOptionsThatNameNobody) {
  EXPECT_EQ(transport->listen(cse("")).error().code, Errc::invalid_value);
  EXPECT_EQ(transport->connect(ae("")).error().code, Errc::invalid_value);
  EXPECT_EQ(transport->connect(ae("/cse-a/Cae", "")).error().code, Errc::invalid_value);
  listen(cse());
  EXPECT_EQ(transport->listen(cse()).error().code, Errc::conflict);
}

TEST_F(Exchange, ConnectsAgainAfterItWasDisconnected) {
  listen(cse());
  const auto client = connect(ae());
  ASSERT_TRUE(exchange(*client, request_of("r1")));
  client->disconnect();
  EXPECT_FALSE(client->association().secured);
  EXPECT_TRUE(exchange(*client, request_of("r2")));
}

TEST_F(Exchange, LetsAHandlerEndItsListener) {
  auto options = cse();
  options.handler = [&](const IncomingRequest& incoming, const Replier& replier) {
    listeners.clear();
    replier(respond(incoming.primitive, Status::ok));
  };
  listen(std::move(options));
  const auto client = connect(ae());
  EXPECT_EQ(exchange(*client, request_of("r1"), kSilence).error().code, Errc::timed_out);
}

TEST_F(Exchange, CallsNobodyBackOnceTheClientIsGone) {
  listen(cse());
  auto client = connect(ae());
  bool called = false;
  client->exchange(request_of("r1"), kPatience, [&](auto) { called = true; });
  client.reset();
  EXPECT_FALSE(wait_until([&] { return called; }, kSilence));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
