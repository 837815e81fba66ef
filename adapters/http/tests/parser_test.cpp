#include "parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::http {
namespace {

template <typename Message>
Parser<Message> parse(std::string_view text, ParserLimits limits = {}) {
  Parser<Message> parser{limits};
  static_cast<void>(parser.put(as_bytes(text)));
  return parser;
}

TEST(Parser, TakesExactlyOneMessage) {
  const std::string_view two =
      "POST /~/cse-a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\n";
  Parser<Request> parser{{}};
  const auto taken = parser.put(as_bytes(two));
  ASSERT_EQ(parser.state(), ParserState::complete);
  EXPECT_EQ(two.substr(taken), "GET / HTTP/1.1\r\n");
  EXPECT_EQ(parser.message().method, "POST");
  EXPECT_EQ(parser.message().target, "/~/cse-a");
  EXPECT_EQ(parser.message().body, "{}");
  EXPECT_TRUE(parser.message().keep_alive);
}

TEST(Parser, TakesOctetsOneByOne) {
  const std::string_view text =
      "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n"
      "0\r\nX-M2M-Origin: Ctrailer\r\n\r\n";
  Parser<Request> parser{{}};
  std::size_t start = 0;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    ASSERT_EQ(parser.state(), ParserState::incomplete);
    start += parser.put(as_bytes(text.substr(start, end - start)));
  }
  ASSERT_EQ(parser.state(), ParserState::complete) << parser.fault();
  EXPECT_EQ(start, text.size());
  EXPECT_EQ(parser.message().body, "abcde");
  EXPECT_EQ(find_field(parser.message().fields, "X-M2M-Origin"), nullptr)
      << "a trailer must not pass for a header";
}

TEST(Parser, TakesAResponseThatEndsWithTheConnection) {
  auto parser = parse<Response>("HTTP/1.1 200 OK\r\n\r\nall of it");
  ASSERT_EQ(parser.state(), ParserState::incomplete);
  parser.put_end();
  ASSERT_EQ(parser.state(), ParserState::complete);
  EXPECT_EQ(parser.message().body, "all of it");
  EXPECT_FALSE(parser.message().keep_alive);
}

TEST(Parser, SaysWhenTheSenderWaitsForContinue) {
  auto parser = parse<Request>(
      "PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
  EXPECT_TRUE(parser.awaits_continue());
  static_cast<void>(parser.put(as_bytes("x")));
  EXPECT_FALSE(parser.awaits_continue());
}

TEST(Parser, TreatsTheEndWithinAMessageAsMalformed) {
  auto parser = parse<Request>("GET /a HTTP/1.1\r\nHost:");
  parser.put_end();
  EXPECT_EQ(parser.state(), ParserState::malformed);
}

class MalformedRequests : public testing::TestWithParam<const char*> {};

TEST_P(MalformedRequests, AreRefused) {
  auto parser = parse<Request>(GetParam());
  EXPECT_EQ(parser.state(), ParserState::malformed);
  EXPECT_FALSE(parser.fault().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Parser,
    MalformedRequests,
    testing::Values(
        "\x16\x03\x01\x02\x00\x01",
        "GET  /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/2.0\r\n\r\n",
        "GET /a\r\n\r\n",
        "GET /a b HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\nHost: h\n\n",
        "GET /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: h\r\nX-M2M-Origin : C\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: h\r\nX-M2M-Origin: C\x01\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 2\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));

TEST(Parser, BoundsTheBody) {
  const ParserLimits limits{.header_octets = 1024, .body_octets = 10};
  EXPECT_EQ(
      parse<Request>("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n", limits).state(),
      ParserState::body_too_large);
  EXPECT_EQ(parse<Request>("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "8\r\n12345678\r\n8\r\n12345678\r\n",
                           limits)
                .state(),
            ParserState::body_too_large);
  EXPECT_EQ(parse<Response>("HTTP/1.1 200 \r\nContent-Length: 11\r\n\r\n", limits).state(),
            ParserState::body_too_large);
  EXPECT_EQ(parse<Response>("HTTP/1.1 200 \r\n\r\n01234567890", limits).state(),
            ParserState::body_too_large);
}

TEST(Parser, BoundsTheHeader) {
  const ParserLimits limits{.header_octets = 512, .body_octets = 10};
  const std::string start = "GET /a HTTP/1.1\r\nHost: h\r\n";
  EXPECT_EQ(parse<Request>(start + "X: " + std::string(600, 'x'), limits).state(),
            ParserState::header_too_large);
  std::string many = start;
  while (many.size() < 2000) {
    many += "X: y\r\n";
  }
  EXPECT_EQ(parse<Request>(many, limits).state(), ParserState::header_too_large);
}

TEST(Parser, BoundsTheNumberOfFields) {
  std::string many = "GET /a HTTP/1.1\r\nHost: h\r\n";
  for (int i = 0; i < 200; ++i) {
    many += "X:y\r\n";
  }
  EXPECT_EQ(parse<Request>(many).state(), ParserState::header_too_large);
}

TEST(Parser, BoundsAHeaderThatComesInDrops) {
  Parser<Request> parser{{.header_octets = 256, .body_octets = 10}};
  std::string text = "GET /a HTTP/1.1\r\nHost: h\r\n";
  std::size_t start = 0;
  std::size_t octets = 0;
  while (parser.state() == ParserState::incomplete && octets < 4096) {
    text += "X: y\r\n";
    start += parser.put(as_bytes(std::string_view{text}.substr(start)));
    octets = text.size();
  }
  EXPECT_EQ(parser.state(), ParserState::header_too_large);
  EXPECT_LT(octets, 1024U);
}

}  // namespace
}  // namespace plumbline::adapters::http
