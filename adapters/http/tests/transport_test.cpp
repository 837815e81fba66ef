// Client and server together, over plain TCP on loopback.

#include "loopback.hpp"

#include <deque>

namespace plumbline::adapters::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class HttpTransport : public Loopback {};

TEST_F(HttpTransport, CarriesEachSerializationThereAndBack) {
  expect_each_serialization();
}

TEST_F(HttpTransport, CarriesARequestAndItsResponse) {
  IncomingRequest seen;
  ListenOptions options;
  options.handler = [&](IncomingRequest incoming, const Replier& replier) {
    seen = incoming;
    auto response = respond_with(incoming.primitive, Status::created, {{"m2m:cin", {{"rn", "x"}}}});
    response.created_uri = "/cse-a/x";
    replier(std::move(response));
  };
  pair(std::move(options));
  auto request = notification("r1");
  request.operation = Operation::create;
  request.resource_type = 4;
  const auto response = exchange(request);
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().status, Status::created);
  EXPECT_EQ(response.value().request_id, "r1");
  EXPECT_EQ(response.value().created_uri, "/cse-a/x");
  EXPECT_EQ(response.value().content, (Json{{"m2m:cin", {{"rn", "x"}}}}));
  EXPECT_EQ(seen.primitive.operation, Operation::create);
  EXPECT_EQ(seen.primitive.from, "Cae");
  EXPECT_EQ(seen.primitive.to, "/cse-a/cse");
  EXPECT_EQ(seen.primitive.resource_type, 4U);
  EXPECT_FALSE(seen.association.secured);
  EXPECT_FALSE(seen.association.exporter);
}

TEST_F(HttpTransport, KeepsTheConnectionForFurtherExchanges) {
  pair();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(exchange(notification("r" + std::to_string(i))));
  }
  const auto requests = server_tap.of(TapKind::request);
  ASSERT_EQ(requests.size(), 5U);
  EXPECT_EQ(requests.front().connection, requests.back().connection);
  EXPECT_EQ(requests.front().exchange, 1U);
  EXPECT_EQ(requests.back().exchange, 5U);
  EXPECT_EQ(client_tap.events(), "connected\n");
}

TEST_F(HttpTransport, QueuesExchangesAndAnswersThemInOrder) {
  std::deque<std::pair<RequestPrimitive, Replier>> waiting;
  ListenOptions options;
  options.handler = [&](IncomingRequest incoming, Replier replier) {
    waiting.emplace_back(std::move(incoming.primitive), std::move(replier));
  };
  pair(std::move(options));
  std::vector<std::string> answered;
  for (const auto* const id : {"a", "b", "c"}) {
    client->exchange(
        notification(id), kPatience, [&](auto got) { answered.push_back(got.value().request_id); });
  }
  while (answered.size() < 3) {
    ASSERT_TRUE(wait_until([&] { return !waiting.empty(); }));
    const auto before = answered.size();
    auto [request, replier] = std::move(waiting.front());
    waiting.pop_front();
    replier(respond(request, Status::ok));
    ASSERT_TRUE(wait_until([&] { return answered.size() > before; }));
  }
  EXPECT_EQ(answered, (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(HttpTransport, AnswersPipelinedRequestsInOrderWhenTheFirstIsSlow) {
  ListenOptions options;
  options.handler = [&](IncomingRequest incoming, Replier replier) {
    auto response = respond(incoming.primitive, Status::ok);
    if (incoming.primitive.request_id == "slow") {
      transport->after(30ms, [response, replier] { replier(response); });
    } else {
      replier(std::move(response));
    }
  };
  pair(std::move(options));
  const auto got = send_octets(
      "GET /cse HTTP/1.1\r\nHost: h\r\nX-M2M-RI: slow\r\n\r\n"
      "GET /cse HTTP/1.1\r\nHost: h\r\nX-M2M-RI: fast\r\n\r\n",
      harness::RawThen::half_close);
  ASSERT_TRUE(got);
  const auto slow = got.value().find("X-M2M-RI: slow");
  const auto fast = got.value().find("X-M2M-RI: fast");
  ASSERT_NE(slow, std::string::npos);
  ASSERT_NE(fast, std::string::npos);
  EXPECT_LT(slow, fast);
  EXPECT_EQ(client_tap.of(TapKind::response).size(), 2U);
}

TEST_F(HttpTransport, ConnectsAgainWhenTheServerClosedInBetween) {
  const auto address = listen({});
  connect_to(address);
  ASSERT_TRUE(exchange(notification("r1")));
  listener.reset();
  ListenOptions options;
  options.port = address.port;
  listen(std::move(options));
  const auto response = exchange(notification("r2"));
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(client_tap.events(), "connected\nclosed by the peer\nconnected\n");
}

TEST_F(HttpTransport, ConnectsAgainAfterDisconnect) {
  pair();
  ASSERT_TRUE(exchange(notification("r1")));
  client->disconnect();
  EXPECT_FALSE(client->association().secured);
  ASSERT_TRUE(exchange(notification("r2")));
  EXPECT_NE(client_tap.of(TapKind::request).front().connection,
            client_tap.of(TapKind::request).back().connection);
}

TEST_F(HttpTransport, SendsARequestOnlyOnceWhenTheServerClosesWithoutAnswer) {
  int seen = 0;
  ListenOptions options;
  options.handler = [&](IncomingRequest /*incoming*/, const Replier& replier) {
    ++seen;
    replier(harness::RawReply{.octets = {}, .then = harness::RawReply::Then::close});
  };
  pair(std::move(options));
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::unreachable);
  EXPECT_EQ(seen, 1);
}

TEST_F(HttpTransport, AnswersForAReplierThatWasDropped) {
  ListenOptions options;
  options.handler = [](IncomingRequest, const Replier&) {};
  pair(std::move(options));
  const auto response = exchange(notification("r1"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().status, Status::internal_server_error);
  EXPECT_EQ(response.value().request_id, "r1");
}

TEST_F(HttpTransport, CountsOnlyTheFirstReply) {
  ListenOptions options;
  options.handler = [](IncomingRequest incoming, const Replier& replier) {
    replier(respond(incoming.primitive, Status::ok));
    replier(respond(incoming.primitive, Status::not_found));
  };
  pair(std::move(options));
  EXPECT_EQ(exchange(notification("r1")).value().status, Status::ok);
  EXPECT_EQ(exchange(notification("r2")).value().status, Status::ok);
}

TEST_F(HttpTransport, ShowsTheTapTheAnswerThatASilentHandlerGets) {
  ListenOptions options;
  options.handler = [](const IncomingRequest&, const Replier&) {};
  pair(std::move(options));
  ASSERT_TRUE(exchange(notification("r1")));
  const auto shown = server_tap.of(TapKind::response).front().primitive;
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->at("rsc"), 5000);
  EXPECT_EQ(shown->at("rqi"), "r1");
}

TEST_F(HttpTransport, AnswersACommandThatASilentHandlerGets) {
  ListenOptions options;
  options.upper_tester = [](const harness::UpperTesterCommand&, const auto&) {};
  pair(std::move(options));
  std::optional<Result<harness::UpperTesterAnswer>> result;
  client->command({.command = "e2e.advance", .argument = {}}, kPatience, [&](auto got) {
    result = std::move(got);
  });
  ASSERT_TRUE(wait_until([&] { return result.has_value(); }));
  ASSERT_TRUE(*result);
  EXPECT_EQ(result->value().status, Status::internal_server_error);
  EXPECT_TRUE(result->value().output.empty());
}

TEST_F(HttpTransport, AnswersInternalErrorWhenAReplyFitsIntoNoHeader) {
  ListenOptions options;
  options.handler = [](const IncomingRequest& incoming, const Replier& replier) {
    auto response = respond(incoming.primitive, Status::ok);
    response.parameters = {{"vsi", "a\r\nb"}};
    replier(std::move(response));
  };
  pair(std::move(options));
  EXPECT_EQ(exchange(notification("r1")).value().status, Status::internal_server_error);
}

TEST_F(HttpTransport, RefusesToSendWhatFitsIntoNoHeader) {
  pair();
  auto request = notification("r1");
  request.from = "C\r\nX: y";
  const auto response = exchange(request);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::invalid_value);
  EXPECT_TRUE(client->encode(request).empty());
  EXPECT_TRUE(server_tap.messages.empty());
}

TEST_F(HttpTransport, EncodesWhatItSends) {
  pair();
  const auto request = notification("r1");
  ASSERT_TRUE(exchange(request));
  EXPECT_EQ(client->encode(request), client_tap.of(TapKind::request).front().octets);
}

TEST_F(HttpTransport, ReportsARefusedConnection) {
  const auto address = listen({});
  listener.reset();
  connect_to(address);
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::unreachable);
  EXPECT_THAT(client_tap.events(), HasSubstr("connect: "));
}

TEST_F(HttpTransport, TellsWhyAPortCannotBeBound) {
  const auto address = listen({});
  ListenOptions options;
  options.port = address.port;
  options.handler = echo;
  const auto second = transport->listen(std::move(options));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::io);
  EXPECT_THAT(second.error().detail, HasSubstr(std::to_string(address.port)));
}

TEST_F(HttpTransport, RefusesAddressesItCannotServe) {
  const auto connect_error = [&](const char* uri) {
    ConnectOptions options;
    options.address = harness::parse_address(uri).value();
    return transport->connect(std::move(options)).error().code;
  };
  EXPECT_EQ(connect_error("coap://127.0.0.1"), Errc::unsupported);
  EXPECT_EQ(connect_error("https://127.0.0.1"), Errc::malformed);
}

TEST_F(HttpTransport, WorksOverIpv6) {
  ListenOptions options;
  options.host = "::1";
  options.handler = echo;
  auto made = transport->listen(std::move(options));
  if (!made) {
    GTEST_SKIP() << "no IPv6 loopback: " << made.error().detail;
  }
  connect_to(made.value()->address());
  const auto response = exchange(notification("r1"));
  EXPECT_TRUE(response) << to_string(response.error());
}

TEST_F(HttpTransport, ResolvesNames) {
  auto address = listen({});
  address.host = "localhost";
  connect_to(address);
  EXPECT_TRUE(exchange(notification("r1")));
}

TEST_F(HttpTransport, PutsThePathOfTheAddressInFront) {
  auto address = listen({});
  address.path = "/prefix";
  connect_to(address);
  ASSERT_TRUE(exchange(notification("r1")));
  EXPECT_THAT(as_text(server_tap.of(TapKind::request).front().octets),
              StartsWith("POST /prefix/~/cse-a/cse HTTP/1.1\r\n"));
}

TEST_F(HttpTransport, CarriesUpperTesterCommands) {
  ListenOptions options;
  options.upper_tester = [](harness::UpperTesterCommand command, const auto& answer) {
    const bool known = command.command == "e2e.advance";
    answer({.status = known ? Status::ok : Status::bad_request, .output = command.argument});
  };
  pair(std::move(options));
  const auto command = [&](const char* name) {
    std::optional<Result<harness::UpperTesterAnswer>> result;
    client->command({.command = name, .argument = {{"ms", 5}}}, kPatience, [&](auto got) {
      result = std::move(got);
    });
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
    return result->value();
  };
  EXPECT_EQ(command("e2e.advance").status, Status::ok);
  EXPECT_EQ(command("e2e.advance").output, (Json{{"ms", 5}}));
  EXPECT_EQ(command("e2e.fly").status, Status::bad_request);
  EXPECT_THAT(
      send_octets("POST /__ut__ HTTP/1.1\r\nHost: h\r\nX-M2M-UTCMD: e2e.advance {\"ms\":7}\r\n"
                  "Content-Length: 0\r\n\r\n")
          .value(),
      HasSubstr("X-M2M-UTRSP: {\"ms\":7}\r\n"));
}

TEST_F(HttpTransport, HasNoUpperTesterUnlessGiven) {
  pair();
  EXPECT_THAT(
      send_octets("POST /__ut__ HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}").value(),
      StartsWith("HTTP/1.1 404 \r\nX-M2M-RSC: 4004\r\n"));
}

TEST_F(HttpTransport, RunsTasksAfterADelayAndInOrder) {
  std::vector<int> order;
  transport->after(20ms, [&] { order.push_back(2); });
  transport->after(1ms, [&] { order.push_back(1); });
  EXPECT_FALSE(transport->run_until([&] { return order.size() == 3; }, 60ms));
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

// Ends in every order, with operations under way. Sanitizers are the judge.
class Lifetime : public HttpTransport, public ::testing::WithParamInterface<std::vector<int>> {};

TEST_P(Lifetime, EndsInAnyOrder) {
  std::vector<Replier> kept;
  ListenOptions options;
  options.handler = [&](IncomingRequest /*incoming*/, Replier replier) {
    kept.push_back(std::move(replier));
  };
  pair(std::move(options));
  bool called = false;
  client->exchange(notification("r1"), kPatience, [&](const auto&) { called = true; });
  client->exchange(notification("r2"), kPatience, [&](const auto&) { called = true; });
  transport->after(1h, [&] { called = true; });
  ASSERT_TRUE(wait_until([&] { return !kept.empty(); }));
  for (const int which : GetParam()) {
    switch (which) {
      case 0:
        client.reset();
        break;
      case 1:
        listener.reset();
        break;
      case 2:
        transport.reset();
        break;
      default:
        kept.front()(ResponsePrimitive{});
        kept.clear();
    }
  }
  if (transport != nullptr) {
    transport->run_until([] { return false; }, 20ms);
  }
  const bool client_went_first = GetParam().front() == 0 || GetParam().front() == 2;
  if (client_went_first) {
    EXPECT_FALSE(called);
  }
}

INSTANTIATE_TEST_SUITE_P(HttpTransport,
                         Lifetime,
                         ::testing::Values(std::vector{0, 1, 2, 3},
                                           std::vector{0, 2, 1, 3},
                                           std::vector{1, 0, 2, 3},
                                           std::vector{1, 2, 0, 3},
                                           std::vector{2, 0, 1, 3},
                                           std::vector{2, 1, 0, 3},
                                           std::vector{3, 0, 1, 2},
                                           std::vector{0, 3, 1},
                                           std::vector{1, 3, 0}));

TEST_F(HttpTransport, LetsAHandlerEndItsListener) {
  ListenOptions options;
  options.handler = [&](IncomingRequest /*incoming*/, const Replier& replier) {
    listener.reset();
    replier(ResponsePrimitive{});
  };
  pair(std::move(options));
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::unreachable);
}

TEST_F(HttpTransport, LetsACallbackEndItsClient) {
  expect_that_a_client_may_end_within_its_callback();
}

}  // namespace
}  // namespace plumbline::adapters::http::testing
