// Responses as HTTP messages and back, and what is wrong with those that are none.

#include "plumbline/adapters/http/codec.hpp"

#include "parsed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::http {
namespace {

using onem2m::ResponsePrimitive;
using onem2m::Status;
using testing::HasSubstr;

TEST(HttpCodec, WritesAResponseWithoutReasonPhrase) {
  ResponsePrimitive response;
  response.status = Status::created;
  response.request_id = "r1";
  response.created_uri = "/cse-a/cin1";
  response.parameters = {{"cts", "1"}, {"asri", "x"}};
  const auto octets = to_octets(encode_response(response).value());
  EXPECT_EQ(as_text(octets),
            "HTTP/1.1 201 \r\n"
            "X-M2M-RSC: 2001\r\n"
            "X-M2M-RI: r1\r\n"
            "X-M2M-RVI: 3\r\n"
            "X-M2M-ASRI: x\r\n"
            "X-M2M-CTS: 1\r\n"
            "Content-Location: /cse-a/cin1\r\n"
            "Content-Length: 0\r\n"
            "\r\n");
}

TEST(HttpCodec, RefusesToWriteAnAddressThatWouldBreakOutOfItsHeader) {
  ResponsePrimitive response;
  response.created_uri = "/a\nb";
  EXPECT_THAT(encode_response(response).error().detail, HasSubstr("Content-Location"));
}

struct ResponseFault {
  const char* response;
  const char* named;
};

class ResponseFaults : public testing::TestWithParam<ResponseFault> {};

TEST_P(ResponseFaults, NameWhatIsWrong) {
  const auto primitive = decode_response(parse_response(GetParam().response));
  ASSERT_FALSE(primitive);
  EXPECT_EQ(primitive.error().code, Errc::malformed);
  EXPECT_THAT(primitive.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    HttpCodec,
    ResponseFaults,
    testing::Values(
        ResponseFault{"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "502"},
        ResponseFault{"HTTP/1.1 200 \r\nX-M2M-RSC: ok\r\nContent-Length: 0\r\n\r\n", "X-M2M-RSC"},
        ResponseFault{"HTTP/1.1 200 \r\nX-M2M-RSC: 20000\r\nContent-Length: 0\r\n\r\n",
                      "X-M2M-RSC"},
        ResponseFault{"HTTP/1.1 200 \r\nX-M2M-RSC: 2000\r\nX-M2M-RI: 1\r\nX-M2M-RI: 1\r\n"
                      "Content-Length: 0\r\n\r\n",
                      "X-M2M-RI"},
        ResponseFault{"HTTP/1.1 200 \r\nX-M2M-RSC: 2000\r\nContent-Type: text/html\r\n"
                      "Content-Length: 2\r\n\r\nhi",
                      "text/html"},
        ResponseFault{"HTTP/1.1 200 \r\nX-M2M-RSC: 2000\r\nContent-Type: application/json\r\n"
                      "Content-Length: 2\r\n\r\nhi",
                      "content"},
        ResponseFault{"HTTP/1.1 404 \r\nX-M2M-RSC: 4004\r\nContent-Type: application/json\r\n"
                      "Content-Length: 2\r\n\r\nhi",
                      "content"}));

TEST(HttpCodec, LetsAnErrorBeExplainedInAnyMediaType) {
  const auto primitive = decode_response(
      parse_response("HTTP/1.1 404 Not Found\r\nX-M2M-RSC: 4004\r\nContent-Type: text/plain\r\n"
                     "Content-Length: 2\r\n\r\nno"));
  ASSERT_TRUE(primitive);
  EXPECT_EQ(primitive.value().status, Status::not_found);
  EXPECT_FALSE(primitive.value().content);
}

TEST(HttpCodec, TakesAContentLocationOfEitherForm) {
  const auto created_uri = [](const std::string& location) {
    return decode_response(parse_response("HTTP/1.1 201 \r\nX-M2M-RSC: 2001\r\nContent-Location: " +
                                          location + "\r\nContent-Length: 0\r\n\r\n"))
        .value()
        .created_uri.value();
  };
  EXPECT_EQ(created_uri("/cse-a/cin1"), "/cse-a/cin1");
  EXPECT_EQ(created_uri("cse/cin1"), "cse/cin1");
  EXPECT_EQ(created_uri("/~/cse-a/cin1"), "/cse-a/cin1");
  EXPECT_EQ(created_uri("http://127.0.0.1:80/_/sp/cse-a/cin1"), "//sp/cse-a/cin1");
}

}  // namespace
}  // namespace plumbline::adapters::http
