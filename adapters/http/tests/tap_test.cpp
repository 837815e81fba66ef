// The tap's record against that of a proxy, and curl as a client that is not ours.

#include "loopback.hpp"
#include "proxy.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>
#include <utility>

namespace plumbline::adapters::http::testing {
namespace {

using ::testing::HasSubstr;

class Taps : public Loopback {};

std::string octets_of(const Recorder& tap, bool sent) {
  std::string all;
  for (const auto& message : tap.messages) {
    if (message.sent == sent) {
      all += as_text(message.octets);
    }
  }
  return all;
}

TEST_F(Taps, RecordWhatAProxyInBetweenRecords) {
  auto address = listen({});
  RecordingProxy proxy{address.port};
  address.port = proxy.port();
  connect_to(address);
  for (const auto size : {1U, 100U, 200000U}) {
    ASSERT_TRUE(exchange(notification("r" + std::to_string(size), Json(std::string(size, 'x')))));
  }
  ASSERT_TRUE(
      send_octets("POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
  ASSERT_TRUE(send_octets("NONSENSE\r\n\r\n"));
  client->disconnect();
  ASSERT_TRUE(wait_until([&] { return server_tap.events().find("closed") != std::string::npos; }));
  const auto record = proxy.finish();
  EXPECT_FALSE(record.to_server.empty());
  EXPECT_EQ(octets_of(client_tap, true), record.to_server);
  EXPECT_EQ(octets_of(client_tap, false), record.to_client);
  EXPECT_EQ(octets_of(server_tap, false), record.to_server);
  EXPECT_EQ(octets_of(server_tap, true), record.to_client);
}

// What a request brings about elsewhere is seen after it, so it is on record before it goes out.
TEST_F(Taps, ShowARequestThatNobodyReads) {
  boost::asio::io_context system;
  using boost::asio::ip::tcp;
  tcp::acceptor deaf{system, {boost::asio::ip::address_v4::loopback(), 0}};
  connect_to(
      {.scheme = "http", .host = "127.0.0.1", .port = deaf.local_endpoint().port(), .path = {}});
  constexpr std::size_t kMoreThanSocketsHold = std::size_t{16} << 20U;
  std::optional<Result<ResponsePrimitive>> response;
  client->exchange(notification("r1", Json(std::string(kMoreThanSocketsHold, 'x'))),
                   kPatience,
                   [&](auto got) { response = std::move(got); });
  EXPECT_TRUE(wait_until([&] { return !client_tap.of(TapKind::request).empty(); }));
  EXPECT_FALSE(response);
  deaf.close();
  EXPECT_TRUE(wait_until([&] { return response.has_value(); }));
  EXPECT_FALSE(response.value());
  const auto requests = client_tap.of(TapKind::request);
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].primitive->at("rqi"), "r1");
}

TEST_F(Taps, ShowPrimitivesAndPairThem) {
  pair();
  ASSERT_TRUE(exchange(notification("r1")));
  ASSERT_TRUE(exchange(notification("r2")));
  for (const auto* const tap : {&client_tap, &server_tap}) {
    const auto requests = tap->of(TapKind::request);
    const auto responses = tap->of(TapKind::response);
    ASSERT_EQ(requests.size(), 2U);
    ASSERT_EQ(responses.size(), 2U);
    EXPECT_EQ(requests[1].exchange, responses[1].exchange);
    EXPECT_EQ(requests[1].primitive->at("rqi"), "r2");
    EXPECT_EQ(requests[1].primitive->at("op"), 5);
    EXPECT_EQ(responses[1].primitive->at("rsc"), 2000);
    EXPECT_LE(requests[1].at, responses[1].at);
    EXPECT_NE(requests[1].connection, 0U);
  }
  EXPECT_EQ(client_tap.of(TapKind::request)[0].primitive,
            server_tap.of(TapKind::request)[0].primitive);
}

/// Runs `command` and gives what it prints, while the loop of `transport` turns.
std::string run_beside(harness::Transport& transport, const std::string& command) {
  std::atomic<bool> done{false};
  std::string output;
  std::thread runner{[&] {
    if (FILE* const pipe = ::popen(command.c_str(), "r")) {
      std::array<char, 512> part{};
      while (const auto size = std::fread(part.data(), 1, part.size(), pipe)) {
        output.append(part.data(), size);
      }
      ::pclose(pipe);
    }
    done = true;
  }};
  while (!done) {
    transport.run_until([&] { return done.load(); }, 10ms);
  }
  runner.join();
  return output;
}

TEST_F(Taps, SeeCurlAsAnyClient) {
  if (std::system("curl --version > /dev/null 2>&1") != 0) {
    GTEST_SKIP() << "curl is missing";
  }
  const auto uri = to_uri(listen({}));
  const std::string headers =
      "-H 'X-M2M-Origin: CAdmin' -H 'X-M2M-RI: c1' -H 'X-M2M-RVI: 3' "
      "-H 'Content-Type: application/json;ty=4' ";
  const auto both =
      run_beside(*transport,
                 "curl -s -i -m 10 " + headers + "-d '{\"m2m:cin\":{\"con\":\"x\"}}' " + uri +
                     "/~/cse-a/cse?rcn=1 --next -s -m 10 -X DELETE " + uri + "/cse/cnt");
  EXPECT_THAT(both, HasSubstr("HTTP/1.1 200"));
  EXPECT_THAT(both, HasSubstr("X-M2M-RI: c1"));
  EXPECT_THAT(both, HasSubstr(R"({"m2m:cin":{"con":"x"}})"));
  const auto requests = server_tap.of(TapKind::request);
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].primitive->at("fr"), "CAdmin");
  EXPECT_EQ(requests[0].primitive->at("ty"), 4);
  EXPECT_EQ(requests[0].primitive->at("to"), "/cse-a/cse");
  EXPECT_EQ(requests[1].primitive->at("op"), 4);
  EXPECT_EQ(requests[0].connection, requests[1].connection) << "curl keeps the connection";
}

TEST_F(Taps, SeeCurlSendALargeBodyWithExpectation) {
  if (std::system("curl --version > /dev/null 2>&1") != 0) {
    GTEST_SKIP() << "curl is missing";
  }
  const auto uri = to_uri(listen({}));
  const auto output = run_beside(*transport,
                                 "{ printf '\"'; head -c 2000000 /dev/zero | tr '\\0' x; printf "
                                 "'\"'; } | curl -s -m 10 -o /dev/null "
                                 "-w '%{http_code} %{size_download}' -H 'Content-Type: "
                                 "application/json' -H 'Expect: 100-continue' "
                                 "--data-binary @- " +
                                     uri + "/cse");
  EXPECT_EQ(output, "200 2000002");
}

}  // namespace
}  // namespace plumbline::adapters::http::testing
