// Responses as CoAP messages and back, and what is wrong with those that are none.

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/datagram.hpp"

#include "messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace plumbline::adapters::coap {
namespace {

using onem2m::Operation;
using onem2m::ResponsePrimitive;
using onem2m::Status;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto kR3 = OptionNumbers::r3;
constexpr auto kR1 = OptionNumbers::r1;

TEST(CoapCodec, AResponseNamesWhatItCannotCarry) {
  ResponsePrimitive response;
  response.parameters["rqet"] = "5000";
  EXPECT_THAT(encode_response(response, Operation::retrieve, kR3).error().detail,
              HasSubstr("rqet"));
  response.parameters = {{"asri", "x"}};
  EXPECT_TRUE(encode_response(response, Operation::retrieve, kR3));
  EXPECT_THAT(encode_response(response, Operation::retrieve, kR1).error().detail,
              HasSubstr("asri"));
}

struct CodeCase {
  unsigned rsc;
  Operation operation;
  unsigned code;
};

class Codes : public testing::TestWithParam<CodeCase> {};

// TS-0008 table 6.2.4-1
TEST_P(Codes, FollowTheStatus) {
  ResponsePrimitive response;
  response.status = static_cast<Status>(GetParam().rsc);
  const auto message = encode_response(response, GetParam().operation, kR3).value();
  EXPECT_EQ(dotted_text(message.code), dotted_text(code_of(GetParam().code)));
  EXPECT_EQ(number_of(decode_response(message, kR3).value().status), GetParam().rsc);
}

INSTANTIATE_TEST_SUITE_P(CoapCodec,
                         Codes,
                         testing::Values(CodeCase{2000, Operation::retrieve, 205},
                                         CodeCase{2000, Operation::notify, 204},
                                         CodeCase{2001, Operation::create, 201},
                                         CodeCase{2002, Operation::remove, 202},
                                         CodeCase{2004, Operation::update, 204},
                                         CodeCase{1001, Operation::retrieve, 201},
                                         CodeCase{1002, Operation::retrieve, 204},
                                         CodeCase{1000, Operation::notify, 204},
                                         CodeCase{4004, Operation::retrieve, 404},
                                         CodeCase{4105, Operation::create, 403},
                                         CodeCase{4120, Operation::create, 402},
                                         CodeCase{4999, Operation::create, 400},
                                         CodeCase{5107, Operation::create, 404},
                                         CodeCase{5999, Operation::create, 500},
                                         CodeCase{6030, Operation::create, 504}));

TEST(CoapCodec, TheCreatedResourceIsInLocationPath) {
  ResponsePrimitive response;
  response.status = Status::created;
  response.created_uri = "/cse-a/cin1";
  const auto message = encode_response(response, Operation::create, kR3).value();
  EXPECT_THAT(texts(message, option::kLocationPath), ElementsAre("~", "cse-a", "cin1"));
  EXPECT_EQ(decode_response(message, kR3).value().created_uri, "/cse-a/cin1");
}

struct ResponseFault {
  const char* name;
  std::function<void(Message&)> damage;
  const char* named;
};

class ResponseFaults : public testing::TestWithParam<ResponseFault> {};

TEST_P(ResponseFaults, NameWhatIsWrong) {
  ResponsePrimitive response;
  response.request_id = "r1";
  response.content = Json::object();
  auto message = encode_response(response, Operation::retrieve, kR3).value();
  GetParam().damage(message);
  const auto primitive = decode_response(message, kR3);
  ASSERT_FALSE(primitive);
  EXPECT_EQ(primitive.error().code, Errc::malformed);
  EXPECT_THAT(primitive.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    CoapCodec,
    ResponseFaults,
    testing::Values(ResponseFault{"no status", without(307), "oneM2M-RSC is missing"},
                    ResponseFault{"short status", changed(307, "\x07"), "oneM2M-RSC"},
                    ResponseFault{"unknown critical", added(9999, ""), "option 9999"},
                    ResponseFault{"twice", added(283, "r2"), "oneM2M-RQI"},
                    ResponseFault{
                        "format", changed(option::kContentFormat, ""), "Content-Format 0"},
                    ResponseFault{"no JSON", with_payload("hi"), "content"}),
    [](const auto& entry) {
      std::string name = entry.param.name;
      std::erase(name, ' ');
      return name;
    });

// RFC 7252 clause 5.5.2: a diagnostic payload has no Content-Format.
TEST(CoapCodec, LetsAnErrorBeExplainedInWords) {
  ResponsePrimitive response;
  response.status = Status::not_found;
  auto message = encode_response(response, Operation::retrieve, kR3).value();
  with_payload("not here")(message);
  const auto primitive = decode_response(message, kR3).value();
  EXPECT_EQ(primitive.status, Status::not_found);
  EXPECT_FALSE(primitive.content);
}

}  // namespace
}  // namespace plumbline::adapters::coap
