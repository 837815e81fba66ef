#include "plumbline/adapters/mqtt/payload.hpp"

#include "plumbline/adapters/test_room/room.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::mqtt {
namespace {

using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;
using test_room::create_request;
using testing::HasSubstr;

constexpr PayloadForm kBare{};
constexpr PayloadForm kWrapped{.wrapping = Wrapping::wrapped};
constexpr PayloadForm kXml{.serialization = Serialization::xml};
constexpr PayloadForm kCbor{.serialization = Serialization::cbor};

// TS-0010 clause 6.5, TS-0004 clause 8.4.2.
TEST(MqttPayload, IsTheWholePrimitive) {
  const auto payload = encode_request(create_request(), kBare).value();
  EXPECT_EQ(as_text(payload),
            R"({"fr":"Cae","op":1,"pc":{"m2m:cin":{"con":"21.5"}},"rcn":1,"rqi":"r1","rvi":"3",)"
            R"("to":"/cse-a/cse/cnt","ty":4})");
  const auto back = decode_request(payload, kBare).value();
  EXPECT_EQ(to_json(back), to_json(create_request()));
}

TEST(MqttPayload, OfAResponseIsTheWholePrimitive) {
  ResponsePrimitive response;
  response.status = Status::created;
  response.request_id = "r1";
  response.content = Json{{"m2m:cin", {{"ri", "x"}}}};
  const auto payload = encode_response(response, kBare).value();
  EXPECT_EQ(as_text(payload), R"({"pc":{"m2m:cin":{"ri":"x"}},"rqi":"r1","rsc":2001,"rvi":"3"})");
  EXPECT_EQ(to_json(decode_response(payload, kBare).value()), to_json(response));
}

TEST(MqttPayload, IsWrappedForPeersThatWantIt) {
  const auto request = encode_request(create_request(), kWrapped).value();
  EXPECT_THAT(std::string{as_text(request)}, testing::StartsWith(R"({"m2m:rqp":{)"));
  EXPECT_EQ(decode_request(request, kWrapped).value().request_id, "r1");
  ResponsePrimitive response;
  response.request_id = "r1";
  const auto answer = encode_response(response, kWrapped).value();
  EXPECT_EQ(as_text(answer), R"({"m2m:rsp":{"rqi":"r1","rsc":2000,"rvi":"3"}})");
  EXPECT_EQ(decode_response(answer, kWrapped).value().request_id, "r1");
}

// A dialect is declared, not tolerated; the peer still learns what is wrong.
TEST(MqttPayload, OfTheOtherFormIsAnsweredWithItsRequestId) {
  const auto wrapped =
      decode_request(encode_request(create_request(), kWrapped).value(), kBare).error();
  EXPECT_EQ(wrapped.status, Status::bad_request);
  EXPECT_EQ(wrapped.request_id, "r1");
  EXPECT_EQ(wrapped.detail, R"(payload: is wrapped in "m2m:rqp")");
  const auto bare =
      decode_request(encode_request(create_request(), kBare).value(), kWrapped).error();
  EXPECT_EQ(bare.request_id, "r1");
  EXPECT_EQ(bare.detail, R"(payload: is not wrapped in "m2m:rqp")");
  EXPECT_FALSE(decode_response(as_bytes(R"({"m2m:rsp":{"rqi":"r1","rsc":2000}})"), kBare));
}

TEST(MqttPayload, ThatIsNoPrimitiveIsAFaultThatNamesTheMember) {
  struct Case {
    const char* payload;
    const char* detail;
    const char* request_id;
  };

  for (const auto& [payload, detail, request_id] : {
           Case{"", "payload: ", ""},
           Case{"21.5", "payload: is no object", ""},
           Case{"[]", "payload: is no object", ""},
           Case{R"({"rqi":"r1","rqi":"r2"})", "rqi", ""},
           Case{R"({"rqi":"r1"})", "op", "r1"},
           Case{R"({"rqi":7,"op":2,"to":"a"})", "rqi", ""},
           Case{R"({"rqi":"r1","op":9,"to":"a"})", "op", "r1"},
           Case{R"({"rqi":"r1","op":2,"to":"a","xyz":1})", "xyz", "r1"},
       }) {
    const auto request = decode_request(as_bytes(payload), kBare);
    ASSERT_FALSE(request) << payload;
    EXPECT_EQ(request.error().status, Status::bad_request) << payload;
    EXPECT_THAT(request.error().detail, HasSubstr(detail)) << payload;
    EXPECT_EQ(request.error().request_id, request_id) << payload;
  }
}

// TS-0004 clause 8.3.2: XML has a root element of that name in any case.
TEST(MqttPayload, InXmlHasTheNameOfThePrimitive) {
  const auto payload = encode_request(create_request(), kXml).value();
  EXPECT_THAT(std::string{as_text(payload)}, HasSubstr("<m2m:rqp xmlns:m2m="));
  EXPECT_EQ(to_json(decode_request(payload, kXml).value()), to_json(create_request()));
  auto wrapped = kXml;
  wrapped.wrapping = Wrapping::wrapped;
  EXPECT_EQ(encode_request(create_request(), wrapped).value(), payload);
  EXPECT_FALSE(decode_response(payload, kXml));
}

TEST(MqttPayload, InCborIsTheSamePrimitiveInFewerOctets) {
  const auto payload = encode_request(create_request(), kCbor).value();
  EXPECT_EQ(to_json(decode_request(payload, kCbor).value()), to_json(create_request()));
  EXPECT_LT(payload.size(), encode_request(create_request(), kBare).value().size());
  EXPECT_EQ(decode_request(payload, kBare).error().request_id, "");
}

TEST(MqttPayload, InXmlThatIsNoPrimitiveIsAFaultThatNamesTheMember) {
  struct Case {
    const char* inside;
    const char* detail;
    const char* request_id;
  };

  for (const auto& [inside, detail, request_id] : {
           Case{"<rqi>r1</rqi><op>x</op><to>a</to>", "op", "r1"},
           Case{"<rqi>r1</rqi><op>9</op><to>a</to>", "op", "r1"},
           Case{"<rqi>r1</rqi><op>2</op><to>a</to><xyz>1</xyz>", "xyz", "r1"},
           Case{"<op>2</op><to>a</to><xyz>1</xyz>", "xyz", ""},
           Case{"<rqi>r1</rqi><op>2", "payload: ", ""},
       }) {
    const auto text = R"(<m2m:rqp xmlns:m2m="http://www.onem2m.org/xml/protocols">)" +
                      std::string{inside} + "</m2m:rqp>";
    const auto request = decode_request(as_bytes(text), kXml);
    ASSERT_FALSE(request) << text;
    EXPECT_EQ(request.error().status, Status::bad_request) << text;
    EXPECT_THAT(request.error().detail, HasSubstr(detail)) << text;
    EXPECT_EQ(request.error().request_id, request_id) << text;
  }
}

TEST(MqttPayload, NamesWhatXmlCannotCarry) {
  auto request = create_request();
  request.content = Json{{"x:y", 1}};
  const auto payload = encode_request(request, kXml);
  ASSERT_FALSE(payload);
  EXPECT_EQ(payload.error().code, Errc::unsupported);
  EXPECT_THAT(payload.error().detail, HasSubstr("x:y"));
}

TEST(MqttPayload, IsBounded) {
  const PayloadForm small{.octets = 16};
  const auto request = decode_request(as_bytes(R"({"rqi":"0123456789"})"), small);
  EXPECT_THAT(request.error().detail, HasSubstr("over 16 octets"));
  EXPECT_EQ(decode_response(as_bytes(R"({"rqi":"0123456789"})"), small).error().code,
            Errc::too_large);
}

TEST(MqttPayload, FaultIsAnsweredAsFarAsTheRequestCouldBeRead) {
  const auto request = decode_request(as_bytes(R"({"rqi":"r1","rvi":"3","op":9})"), kBare);
  const auto response = response_to(request.error());
  EXPECT_EQ(response.status, Status::bad_request);
  EXPECT_EQ(response.request_id, "r1");
  EXPECT_EQ(response.release_version, "3");
  EXPECT_EQ(response.content, (Json{{"m2m:dbg", request.error().detail}}));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt
