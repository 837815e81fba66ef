// Requests as HTTP messages and back, and what is wrong with those that are none.

#include "plumbline/adapters/http/codec.hpp"
#include "plumbline/adapters/test_room/room.hpp"

#include "parsed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::http {
namespace {

using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::Status;
using testing::HasSubstr;

const harness::Address kAddress{.scheme = "http", .host = "::1", .port = 8080, .path = "/prefix"};
const harness::Address kRoot{.scheme = "http", .host = "127.0.0.1", .port = 8080, .path = ""};

RequestPrimitive create_request() {
  auto request = test_room::create_request();
  request.parameters = {{"ot", "20260101T000000"}, {"rtu", "http://a&http://b"}};
  return request;
}

TEST(HttpCodec, WritesACreateAsThePrintedTables) {
  const auto request = encode_request(create_request(), kAddress);
  ASSERT_TRUE(request);
  const auto octets = to_octets(request.value());
  EXPECT_EQ(as_text(octets),
            "POST /prefix/~/cse-a/cse/cnt?rcn=1 HTTP/1.1\r\n"
            "Host: [::1]:8080\r\n"
            "X-M2M-Origin: Cae\r\n"
            "X-M2M-RI: r1\r\n"
            "X-M2M-RVI: 3\r\n"
            "X-M2M-OT: 20260101T000000\r\n"
            "X-M2M-RTU: http://a&http://b\r\n"
            "Accept: application/json\r\n"
            "Content-Type: application/json;ty=4\r\n"
            "Content-Length: 26\r\n"
            "\r\n"
            R"({"m2m:cin":{"con":"21.5"}})");
}

struct MethodCase {
  Operation operation;
  const char* method;
};

class Methods : public testing::TestWithParam<MethodCase> {};

// TS-0009 clause 6.2.1
TEST_P(Methods, CarryTheOperation) {
  auto primitive = create_request();
  primitive.operation = GetParam().operation;
  if (primitive.operation != Operation::create) {
    primitive.resource_type.reset();
  }
  const auto request = encode_request(primitive, kRoot);
  ASSERT_TRUE(request);
  EXPECT_EQ(request.value().method, GetParam().method);
  EXPECT_EQ(decode_request(request.value()).value().operation, primitive.operation);
}

INSTANTIATE_TEST_SUITE_P(HttpCodec,
                         Methods,
                         testing::Values(MethodCase{Operation::create, "POST"},
                                         MethodCase{Operation::retrieve, "GET"},
                                         MethodCase{Operation::update, "PUT"},
                                         MethodCase{Operation::remove, "DELETE"},
                                         MethodCase{Operation::notify, "POST"}));

TEST(HttpCodec, IgnoresForeignHeadersAndTakesAnyCase) {
  const auto primitive = decode_request(
      parse_request("GET /cse HTTP/1.1\r\nHOST: h\r\nx-m2m-ORIGIN: CAdmin\r\nX-M2M-New: \xFF\r\n"
                    "x-m2m-ri: 1\r\nAccept: text/html, application/*;q=0.5\r\n\r\n"));
  ASSERT_TRUE(primitive);
  EXPECT_EQ(primitive.value().from, "CAdmin");
  EXPECT_EQ(primitive.value().request_id, "1");
  EXPECT_EQ(primitive.value().release_version, "");
  EXPECT_TRUE(primitive.value().parameters.empty());
}

struct ContentTypeCase {
  const char* value;
  Operation operation;
};

class ContentTypes : public testing::TestWithParam<ContentTypeCase> {};

TEST_P(ContentTypes, AreTaken) {
  const auto primitive = decode_request(parse_request(
      "POST /cse HTTP/1.1\r\nHost: h\r\nContent-Type: " + std::string{GetParam().value} +
      "\r\nContent-Length: 2\r\n\r\n{}"));
  ASSERT_TRUE(primitive) << primitive.error().detail;
  EXPECT_EQ(primitive.value().operation, GetParam().operation);
  EXPECT_EQ(primitive.value().content, Json::object());
}

INSTANTIATE_TEST_SUITE_P(
    HttpCodec,
    ContentTypes,
    testing::Values(ContentTypeCase{"application/json;ty=4", Operation::create},
                    ContentTypeCase{"application/json; ty=4", Operation::create},
                    ContentTypeCase{"Application/JSON; charset=utf-8; TY=4", Operation::create},
                    ContentTypeCase{"application/vnd.onem2m-res+json;ty=4", Operation::create},
                    ContentTypeCase{"application/vnd.onem2m-ntfy+json", Operation::notify},
                    ContentTypeCase{"application/json", Operation::notify}));

struct FaultCase {
  const char* request;
  Status status;
  unsigned http;
  const char* named;
};

class Faults : public testing::TestWithParam<FaultCase> {};

TEST_P(Faults, NameWhatIsWrong) {
  const auto request = parse_request(GetParam().request);
  const auto primitive = decode_request(request);
  ASSERT_FALSE(primitive);
  const auto& fault = primitive.error();
  EXPECT_EQ(fault.status, GetParam().status);
  EXPECT_EQ(fault.http, GetParam().http);
  EXPECT_THAT(fault.detail, HasSubstr(GetParam().named));
  const auto response = encode_fault(request, fault);
  EXPECT_EQ(response.status, GetParam().http);
  EXPECT_EQ(*find_field(response.fields, "X-M2M-RSC"),
            std::to_string(number_of(GetParam().status)));
  EXPECT_THAT(response.body, HasSubstr("m2m:dbg"));
}

INSTANTIATE_TEST_SUITE_P(
    HttpCodec,
    Faults,
    testing::Values(
        FaultCase{
            "PATCH /a HTTP/1.1\r\nHost: h\r\n\r\n", Status::operation_not_allowed, 405, "PATCH"},
        FaultCase{
            "HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n", Status::operation_not_allowed, 405, "HEAD"},
        FaultCase{
            "BREW /a HTTP/1.1\r\nHost: h\r\n\r\n", Status::operation_not_allowed, 405, "BREW"},
        FaultCase{"GET / HTTP/1.1\r\nHost: h\r\n\r\n", Status::bad_request, 400, "target"},
        FaultCase{"GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", Status::bad_request, 400, "target"},
        FaultCase{"GET /a?rcn=x HTTP/1.1\r\nHost: h\r\n\r\n", Status::bad_request, 400, "rcn"},
        FaultCase{"GET /a HTTP/1.1\r\nHost: h\r\nX-M2M-OT: today\r\n\r\n",
                  Status::bad_request,
                  400,
                  "X-M2M-OT"},
        FaultCase{"GET /a HTTP/1.1\r\nHost: h\r\nX-M2M-EC: high\r\n\r\n",
                  Status::bad_request,
                  400,
                  "X-M2M-EC"},
        FaultCase{"GET /a HTTP/1.1\r\nHost: h\r\nX-M2M-Origin: C1\r\nX-M2M-Origin: C2\r\n\r\n",
                  Status::bad_request,
                  400,
                  "X-M2M-Origin"},
        FaultCase{"GET /a HTTP/1.1\r\nHost: h\r\nX-M2M-GID: 1\r\nX-M2M-GID: 1\r\n\r\n",
                  Status::bad_request,
                  400,
                  "X-M2M-GID"},
        FaultCase{"GET /a HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n",
                  Status::not_acceptable,
                  406,
                  "Accept"},
        FaultCase{"GET /a HTTP/1.1\r\nHost: h\r\nAccept: application/json;q=0\r\n\r\n",
                  Status::not_acceptable,
                  406,
                  "Accept"},
        FaultCase{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}",
                  Status::bad_request,
                  400,
                  "Content-Type"},
        FaultCase{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/yaml;ty=4\r\n"
                  "Content-Length: 4\r\n\r\na: 1",
                  Status::unsupported_media_type,
                  415,
                  "application/yaml"},
        FaultCase{
            "POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/vnd.onem2m-preq+json\r\n"
            "Content-Length: 2\r\n\r\n{}",
            Status::unsupported_media_type,
            415,
            "preq"},
        FaultCase{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/xml;ty=4\r\n"
                  "Content-Length: 4\r\n\r\n<a/>",
                  Status::bad_request,
                  400,
                  "content"},
        FaultCase{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/json;ty=4\r\n"
                  "Content-Length: 1\r\n\r\n{",
                  Status::bad_request,
                  400,
                  "content"},
        FaultCase{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/json;ty=four\r\n"
                  "Content-Length: 2\r\n\r\n{}",
                  Status::bad_request,
                  400,
                  "ty"},
        FaultCase{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/json;ty=4;ty=3\r\n"
                  "Content-Length: 2\r\n\r\n{}",
                  Status::bad_request,
                  400,
                  "ty"}));

TEST(HttpCodec, FaultEchoesTheRequestId) {
  const auto request =
      parse_request("BREW /a HTTP/1.1\r\nHost: h\r\nX-M2M-RI: tea\r\nX-M2M-RVI: 2a\r\n\r\n");
  const auto response = encode_fault(request, decode_request(request).error());
  EXPECT_EQ(*find_field(response.fields, "X-M2M-RI"), "tea");
  EXPECT_EQ(*find_field(response.fields, "X-M2M-RVI"), "2a");
  EXPECT_NE(find_field(response.fields, "Allow"), nullptr);
}

TEST(HttpCodec, RefusesToWriteWhatWouldBreakOutOfAHeader) {
  auto request = create_request();
  request.from = "Cae\r\nX-M2M-RI: other";
  ASSERT_FALSE(encode_request(request, kRoot));
  EXPECT_EQ(encode_request(request, kRoot).error().code, Errc::invalid_value);
  EXPECT_THAT(encode_request(request, kRoot).error().detail, HasSubstr("X-M2M-Origin"));
}

TEST(HttpCodec, MovesAParameterWithoutHeaderToTheQuery) {
  RequestPrimitive request;
  request.to = "cse";
  request.parameters = {{"rt", "3"}};
  const auto decoded = decode_request(encode_request(request, kRoot).value());
  EXPECT_EQ(decoded.value().query, (onem2m::Parameters{{"rt", "3"}}));
}

}  // namespace
}  // namespace plumbline::adapters::http
