// Peers that stall, reset, flood, send garbage.

#include "loopback.hpp"

namespace plumbline::adapters::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Then = harness::RawReply::Then;

class HostileClient : public Loopback {
 protected:
  ListenOptions bounded() {
    ListenOptions options;
    options.bounds.body_octets = 1000;
    options.bounds.header_octets = 1024;
    options.bounds.request = 60ms;
    options.bounds.idle = 120ms;
    return options;
  }

  /// The server is as good as new for the next client.
  void expect_still_serving() {
    client->disconnect();
    EXPECT_TRUE(exchange(notification("after")));
  }
};

TEST_F(HostileClient, GetsAnswerForAMalformedRequest) {
  pair(bounded());
  EXPECT_THAT(send_octets("NONSENSE\r\n\r\n").value(),
              StartsWith("HTTP/1.1 400 \r\nX-M2M-RSC: 4000\r\n"));
  EXPECT_EQ(as_text(server_tap.of(TapKind::octets).front().octets), "NONSENSE\r\n\r\n");
  expect_still_serving();
}

TEST_F(HostileClient, GetsAnswerForAnOversizedBody) {
  pair(bounded());
  const auto got =
      send_octets("POST /a HTTP/1.1\r\nHost: h\r\nX-M2M-RI: big\r\nContent-Length: 300000\r\n\r\n" +
                  std::string(300000, 'x'));
  ASSERT_TRUE(got) << to_string(got.error());
  EXPECT_THAT(got.value(), StartsWith("HTTP/1.1 413 \r\nX-M2M-RSC: 4000\r\nX-M2M-RI: big\r\n"));
  EXPECT_THAT(got.value(), HasSubstr("body: over 1000 octets"));
  expect_still_serving();
}

TEST_F(HostileClient, GetsAnswerForAFloodOfHeaders) {
  pair(bounded());
  std::string flood = "GET /a HTTP/1.1\r\nHost: h\r\n";
  while (flood.size() < 100000) {
    flood += "X-Flood: 0123456789\r\n";
  }
  EXPECT_THAT(send_octets(flood).value(), StartsWith("HTTP/1.1 431 \r\nX-M2M-RSC: 4000\r\n"));
  expect_still_serving();
}

TEST_F(HostileClient, GetsAnswerForARequestThatIsNeverWhole) {
  pair(bounded());
  EXPECT_THAT(send_octets("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf").value(),
              StartsWith("HTTP/1.1 408 \r\nX-M2M-RSC: 4008\r\n"));
  expect_still_serving();
}

TEST_F(HostileClient, MayCloseWithinARequest) {
  pair(bounded());
  EXPECT_EQ(send_octets("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf",
                        harness::RawThen::half_close)
                .value(),
            "");
  EXPECT_THAT(server_tap.events(), HasSubstr("closed by the peer within a message"));
  expect_still_serving();
}

TEST_F(HostileClient, MayReset) {
  pair(bounded());
  EXPECT_EQ(send_octets("POST /a HTTP/1.1\r\nHost: h\r\n", harness::RawThen::reset).value(), "");
  ASSERT_TRUE(wait_until([&] { return server_tap.events().find("lost") != std::string::npos; }));
  expect_still_serving();
}

TEST_F(HostileClient, IsClosedWhenIdle) {
  pair(bounded());
  ASSERT_TRUE(exchange(notification("r1")));
  ASSERT_TRUE(wait_until([&] { return server_tap.events().find("idle") != std::string::npos; }));
  EXPECT_TRUE(exchange(notification("r2")));
}

TEST_F(HostileClient, CannotTakeMoreConnectionsThanAllowed) {
  auto options = bounded();
  options.bounds.connections = 1;
  options.bounds.idle = kPatience;
  const auto address = listen(std::move(options));
  connect_to(address);
  ASSERT_TRUE(exchange(notification("r1")));
  auto first = std::move(client);
  connect_to(address);
  const auto refused = exchange(notification("r2"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unreachable);
  first.reset();
  ASSERT_TRUE(
      wait_until([&] { return server_tap.events().find("closed by") != std::string::npos; }));
  EXPECT_TRUE(exchange(notification("r3")));
}

TEST_F(HostileClient, MayExpectAnInterimResponse) {
  pair(bounded());
  EXPECT_EQ(send_octets(
                "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n",
                harness::RawThen::half_close)
                .value(),
            "HTTP/1.1 100 Continue\r\n\r\n");
}

TEST_F(HostileClient, MaySendChunks) {
  pair(bounded());
  EXPECT_THAT(send_octets("POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n3\r\n:1}\r\n0\r\n\r\n")
                  .value(),
              HasSubstr("\r\n\r\n{\"a\":1}"));
}

TEST_F(HostileClient, GetsNoBodyForHead) {
  pair(bounded());
  EXPECT_THAT(send_octets("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n").value(),
              ::testing::AllOf(StartsWith("HTTP/1.1 405 "), ::testing::EndsWith("\r\n\r\n")));
}

TEST_F(HostileClient, MaySpeakHttp10) {
  pair(bounded());
  EXPECT_THAT(send_octets("GET /a HTTP/1.0\r\nX-M2M-RI: old\r\n\r\n").value(),
              HasSubstr("Connection: close\r\n"));
}

class HostileServer : public Loopback {
 protected:
  /// What exchange() makes of a server that answers with `octets`.
  Result<ResponsePrimitive> answered(std::string_view octets,
                                     Then then,
                                     milliseconds deadline = kPatience) {
    ListenOptions options;
    options.handler = [octets = std::string{octets}, then](const IncomingRequest& /*incoming*/,
                                                           const Replier& replier) {
      const auto bytes = as_bytes(octets);
      replier(harness::RawReply{.octets = {bytes.begin(), bytes.end()}, .then = then});
    };
    ConnectOptions connect_options;
    connect_options.address = listen(std::move(options));
    connect_options.bounds.body_octets = 1000;
    connect_options.bounds.header_octets = 1024;
    // What the octets lack of a whole answer is not what these tests are about.
    connect_options.dialect = harness::Dialect{
        {harness::Deviation::response_without_rqi, harness::Deviation::response_without_rvi}};
    connect(std::move(connect_options));
    return exchange(notification("r1"), deadline);
  }
};

TEST_F(HostileServer, MaySendGarbage) {
  const auto response = answered("this is no HTTP\r\n\r\n", Then::keep_open);
  EXPECT_EQ(response.error().code, Errc::malformed);
  EXPECT_EQ(as_text(client_tap.of(TapKind::octets).front().octets), "this is no HTTP\r\n\r\n");
}

TEST_F(HostileServer, MaySendHttpThatIsNotOneM2m) {
  EXPECT_EQ(answered("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Then::keep_open).error().code,
            Errc::malformed);
}

TEST_F(HostileServer, MayStall) {
  const auto response = answered("HTTP/1.1 200 \r\nX-M2M-RSC", Then::stall, 50ms);
  EXPECT_EQ(response.error().code, Errc::timed_out);
  EXPECT_THAT(client_tap.events(), HasSubstr("deadline passed"));
}

TEST_F(HostileServer, MayReset) {
  const auto response = answered("", Then::reset);
  EXPECT_EQ(response.error().code, Errc::unreachable);
  EXPECT_THAT(client_tap.events(), HasSubstr("lost"));
}

TEST_F(HostileServer, MayCloseWithinTheResponse) {
  const auto response =
      answered("HTTP/1.1 200 \r\nX-M2M-RSC: 2000\r\nContent-Length: 9\r\n\r\nhalf", Then::close);
  EXPECT_EQ(response.error().code, Errc::unreachable);
  EXPECT_THAT(response.error().detail, HasSubstr("within the response"));
}

TEST_F(HostileServer, MaySendTooMuch) {
  EXPECT_EQ(
      answered("HTTP/1.1 200 \r\nX-M2M-RSC: 2000\r\nContent-Length: 100000\r\n\r\n", Then::stall)
          .error()
          .code,
      Errc::too_large);
  const std::string header = "HTTP/1.1 200 \r\nX-M2M-RSC: 2000\r\nX: " + std::string(5000, 'x');
  EXPECT_EQ(answered(header, Then::stall).error().code, Errc::too_large);
}

TEST_F(HostileServer, MaySendInterimResponsesFirst) {
  const auto response = answered(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 \r\nX: y\r\n\r\n"
      "HTTP/1.1 200 OK\r\nX-M2M-RSC: 2000\r\nContent-Length: 0\r\n\r\n",
      Then::keep_open);
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().status, Status::ok);
}

TEST_F(HostileServer, MayEndTheResponseWithTheConnection) {
  const auto response = answered(
      "HTTP/1.1 200 OK\r\nX-M2M-RSC: 2000\r\nContent-Type: application/json\r\n\r\n{\"a\":1}",
      Then::close);
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().content, (Json{{"a", 1}}));
}

TEST_F(HostileServer, CannotAnswerAheadOfTheNextRequest) {
  const std::string ok = "HTTP/1.1 200 OK\r\nX-M2M-RSC: 2000\r\nContent-Length: 0\r\n\r\n";
  ASSERT_TRUE(answered(ok + ok, Then::keep_open));
  ASSERT_TRUE(exchange(notification("r2")));
  EXPECT_NE(client_tap.of(TapKind::request).front().connection,
            client_tap.of(TapKind::request).back().connection)
      << "what came unasked must not answer a later request";
}

}  // namespace
}  // namespace plumbline::adapters::http::testing
