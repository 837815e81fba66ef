// What contents are written in, and what an answer is.

#include "plumbline/adapters/http/codec.hpp"
#include "plumbline/adapters/test_room/room.hpp"

#include "parsed.hpp"

namespace plumbline::adapters::http {
namespace {

using test_room::create_request;
using ::testing::HasSubstr;

const harness::Address kRoot{.scheme = "http", .host = "127.0.0.1", .port = 8080, .path = ""};

// TS-0009 clause 6.4.1
TEST(HttpContent, AnswersInWhatIsAskedFor) {
  const auto answer_to = [](const std::string& fields, std::string_view body) {
    return answer_type_of(parse_request("POST /a HTTP/1.1\r\nHost: h\r\n" + fields +
                                        "Content-Length: " + std::to_string(body.size()) +
                                        "\r\n\r\n" + std::string{body}))
        .name;
  };
  EXPECT_EQ(answer_to("", ""), "application/json");
  EXPECT_EQ(answer_to("Content-Type: application/xml;ty=4\r\n", "<a/>"), "application/xml");
  EXPECT_EQ(answer_to("Content-Type: application/vnd.onem2m-ntfy+cbor\r\n", "1"),
            "application/cbor");
  EXPECT_EQ(answer_to("Content-Type: application/xml\r\nAccept: application/cbor\r\n", "<a/>"),
            "application/cbor");
  EXPECT_EQ(answer_to("Content-Type: application/xml\r\nAccept: */*\r\n", "<a/>"),
            "application/xml");
}

TEST(HttpContent, ExplainsAFaultInTheSerializationOfTheRequest) {
  const auto request =
      parse_request("GET /a HTTP/1.1\r\nHost: h\r\nAccept: application/xml\r\nX-M2M-EC: x\r\n\r\n");
  const auto response = encode_fault(request, decode_request(request).error());
  EXPECT_EQ(*find_field(response.fields, "Content-Type"), "application/xml");
  EXPECT_THAT(response.body, HasSubstr("X-M2M-EC"));
}

TEST(HttpContent, ExplainsInJsonWhatXmlCannotCarry) {
  const auto request =
      parse_request("GET /a HTTP/1.1\r\nHost: h\r\nAccept: application/xml\r\n\r\n");
  const auto response = encode_fault(request, {.detail = "an octet \x01"});
  EXPECT_EQ(*find_field(response.fields, "Content-Type"), "application/json");
}

TEST(HttpContent, NamesWhatASerializationCannotCarry) {
  auto request = create_request();
  request.content = Json{{"m2m:cin", {{"con", {1, 2}}}}};
  const auto written = encode_request(request, kRoot, onem2m::Serialization::xml);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::unsupported);
  EXPECT_THAT(written.error().detail, HasSubstr("con"));
  EXPECT_TRUE(encode_request(request, kRoot, onem2m::Serialization::cbor));
}

}  // namespace
}  // namespace plumbline::adapters::http
