// Requests as CoAP messages and back, and what is wrong with those that are none.

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/datagram.hpp"
#include "plumbline/adapters/test_room/room.hpp"

#include "messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <functional>

namespace plumbline::adapters::coap {
namespace {

using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::Status;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto kR3 = OptionNumbers::r3;
constexpr auto kR1 = OptionNumbers::r1;

RequestPrimitive create_request() {
  auto request = test_room::create_request();
  request.parameters = {{"ot", "20260101T000000"}, {"rtu", "http://a&http://b"}, {"ec", "4"}};
  return request;
}

// TS-0008 table 6.2.2.4.0-1
TEST(CoapCodec, WritesACreateAsThePrintedTables) {
  const auto message = encode_request(create_request(), "/prefix", kR3).value();
  EXPECT_EQ(message.code, kPost);
  EXPECT_THAT(texts(message, option::kUriPath), ElementsAre("prefix", "~", "cse-a", "cse", "cnt"));
  EXPECT_THAT(texts(message, option::kUriQuery), ElementsAre("rcn=1"));
  EXPECT_THAT(texts(message, option::kContentFormat), ElementsAre("2"));  // 50
  EXPECT_THAT(texts(message, option::kAccept), ElementsAre("2"));
  EXPECT_THAT(texts(message, 259), ElementsAre("20260101T000000"));
  EXPECT_THAT(texts(message, 263), ElementsAre("http://a&http://b"));
  EXPECT_THAT(texts(message, 267), ElementsAre("\x04"));
  EXPECT_THAT(texts(message, 271), ElementsAre("3"));
  EXPECT_THAT(texts(message, 279), ElementsAre("Cae"));
  EXPECT_THAT(texts(message, 283), ElementsAre("r1"));
  EXPECT_THAT(texts(message, 303), ElementsAre("\x04"));
  EXPECT_EQ(as_text(message.payload), R"({"m2m:cin":{"con":"21.5"}})");
}

TEST(CoapCodec, WritesTheOlderNumbersWhereTold) {
  const auto message = encode_request(create_request(), "", kR1).value();
  EXPECT_THAT(texts(message, 256), ElementsAre("Cae"));
  EXPECT_THAT(texts(message, 257), ElementsAre("r1"));
  EXPECT_THAT(texts(message, 259), ElementsAre("20260101T000000"));
  EXPECT_THAT(texts(message, 267), ElementsAre("\x04"));
  EXPECT_THAT(texts(message, 271), ElementsAre("3"));
  EXPECT_EQ(decode_request(message, kR1).value().from, "Cae");
}

TEST(CoapCodec, TheTwoNumberingsDoNotUnderstandEachOther) {
  const auto old = encode_request(create_request(), "", kR1).value();
  const auto fault = decode_request(old, kR3);
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().code, code_of(402));
  EXPECT_THAT(fault.error().detail, HasSubstr("257"));
}

struct MethodCase {
  Operation operation;
  Code method;
};

class Methods : public testing::TestWithParam<MethodCase> {};

// TS-0008 clause 6.2.1
TEST_P(Methods, CarryTheOperation) {
  auto primitive = create_request();
  primitive.operation = GetParam().operation;
  if (primitive.operation != Operation::create) {
    primitive.resource_type.reset();
  }
  const auto message = encode_request(primitive, "", kR3).value();
  EXPECT_EQ(message.code, GetParam().method);
  EXPECT_EQ(decode_request(message, kR3).value().operation, primitive.operation);
}

TEST_P(Methods, GiveWayToPostWhereTheResponseIsNotAwaited) {
  auto primitive = create_request();
  primitive.operation = GetParam().operation;
  if (primitive.operation != Operation::create) {
    primitive.resource_type.reset();
  }
  for (const auto* const type : {"1", "2", "4"}) {
    primitive.query["rt"] = type;
    const auto message = encode_request(primitive, "", kR3).value();
    EXPECT_EQ(message.code, kPost);
    const auto op = "op=" + std::to_string(static_cast<int>(primitive.operation));
    EXPECT_THAT(texts(message, option::kUriQuery), testing::Contains(op));
    const auto back = decode_request(message, kR3).value();
    EXPECT_EQ(back.operation, primitive.operation);
    EXPECT_EQ(back.query, primitive.query);
  }
}

INSTANTIATE_TEST_SUITE_P(CoapCodec,
                         Methods,
                         testing::Values(MethodCase{Operation::create, kPost},
                                         MethodCase{Operation::retrieve, kGet},
                                         MethodCase{Operation::update, kPut},
                                         MethodCase{Operation::remove, kDelete},
                                         MethodCase{Operation::notify, kPost}));

struct TargetCase {
  const char* to;
  std::vector<std::string> segments;
};

class Targets : public testing::TestWithParam<TargetCase> {};

// TS-0008 clause 6.2.2.3
TEST_P(Targets, StandInUriPath) {
  RequestPrimitive request;
  request.to = GetParam().to;
  const auto message = encode_request(request, "", kR3).value();
  EXPECT_EQ(texts(message, option::kUriPath), GetParam().segments);
  EXPECT_EQ(decode_request(message, kR3).value().to, GetParam().to);
}

INSTANTIATE_TEST_SUITE_P(CoapCodec,
                         Targets,
                         testing::Values(TargetCase{"cse/a", {"cse", "a"}},
                                         TargetCase{"-", {"-"}},
                                         TargetCase{"/cse-a/cse/a b", {"~", "cse-a", "cse", "a b"}},
                                         TargetCase{"//sp.example/cse-a/-",
                                                    {"_", "sp.example", "cse-a", "-"}},
                                         TargetCase{"a//b", {"a", "", "b"}},
                                         TargetCase{"cse/", {"cse", ""}},
                                         TargetCase{"cse/~/%41", {"cse", "~", "%41"}}));

struct NotCarried {
  const char* what;
  RequestPrimitive request;
  OptionNumbers numbers = OptionNumbers::r3;
};

RequestPrimitive with(auto&& change) {
  auto request = create_request();
  change(request);
  return request;
}

class Uncarried : public testing::TestWithParam<NotCarried> {};

TEST_P(Uncarried, ParametersAreNamed) {
  const auto message = encode_request(GetParam().request, "", GetParam().numbers);
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().code, Errc::invalid_value);
  EXPECT_THAT(message.error().detail, testing::StartsWith(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    CoapCodec,
    Uncarried,
    testing::Values(
        NotCarried{"to", with([](auto& r) { r.to = "a/" + std::string(256, 'x'); })},
        NotCarried{"to", with([](auto& r) { r.to = "~/a"; })},
        NotCarried{"to", with([](auto& r) { r.to = "a/../b"; })},
        NotCarried{"to", with([](auto& r) { r.to = "a\nb"; })},
        NotCarried{"fr", with([](auto& r) { r.from = std::string(256, 'C'); })},
        NotCarried{"fr", with([](auto& r) { r.from = "\xFF"; })},
        NotCarried{"rqi", with([](auto& r) { r.request_id = std::string(256, 'r'); })},
        NotCarried{"rvi", with([](auto& r) { r.release_version = "2aa"; })},
        NotCarried{"ty", with([](auto& r) { r.resource_type = 65536; })},
        NotCarried{"ec", with([](auto& r) { r.parameters["ec"] = "256"; })},
        NotCarried{"ec", with([](auto& r) { r.parameters["ec"] = "high"; })},
        NotCarried{"ot", with([](auto& r) { r.parameters["ot"] = "20260101T000000,5"; })},
        NotCarried{"ot", with([](auto& r) { r.parameters["ot"] = "today"; })},
        NotCarried{"aus", with([](auto& r) { r.parameters["aus"] = "x"; }), kR1},
        NotCarried{"lbl", with([](auto& r) { r.query["lbl"] = std::string(252, 'x'); })},
        NotCarried{"op", with([](auto& r) { r.query["op"] = "2"; })},
        NotCarried{"a=b", with([](auto& r) { r.query["a=b"] = "2"; })}));

TEST(CoapCodec, TokensTravelInTheQuery) {
  RequestPrimitive request;
  request.to = "cse";
  request.parameters = {{"tkns", "a+b"}};
  const auto message = encode_request(request, "", kR3).value();
  EXPECT_THAT(texts(message, option::kUriQuery), ElementsAre("tkns=a+b"));
  const auto back = decode_request(message, kR3).value();
  EXPECT_EQ(back.parameters, request.parameters);
  EXPECT_TRUE(back.query.empty());
}

struct FaultCase {
  const char* name;
  std::function<void(Message&)> damage;
  unsigned code;
  Status status;
  const char* named;
};

class Faults : public testing::TestWithParam<FaultCase> {};

TEST_P(Faults, NameWhatIsWrong) {
  auto message = encode_request(create_request(), "", kR3).value();
  GetParam().damage(message);
  const auto primitive = decode_request(message, kR3);
  ASSERT_FALSE(primitive);
  const auto& fault = primitive.error();
  EXPECT_EQ(dotted_text(fault.code), dotted_text(code_of(GetParam().code))) << fault.detail;
  EXPECT_EQ(fault.status, GetParam().status);
  EXPECT_THAT(fault.detail, HasSubstr(GetParam().named));

  const auto answer = encode_fault(message, fault, kR3);
  EXPECT_EQ(answer.code, fault.code);
  const auto response = decode_response(answer, kR3).value();
  EXPECT_EQ(response.status, fault.status);
  EXPECT_EQ(response.request_id, "r1");
  EXPECT_THAT(response.content->dump(), HasSubstr("m2m:dbg"));
}

auto with_code(Code code) {
  return [=](Message& message) { message.code = code; };
}

constexpr auto kBad = Status::bad_request;

INSTANTIATE_TEST_SUITE_P(
    CoapCodec,
    Faults,
    testing::Values(
        FaultCase{"unknown critical", added(65001, "x"), 402, kBad, "65001"},
        FaultCase{"If-Match", added(1, "x"), 402, kBad, "option 1:"},
        FaultCase{"RSC in a request", added(307, "\x07"), 402, kBad, "307"},
        FaultCase{"twice", added(279, "Cother"), 402, kBad, "oneM2M-FR"},
        FaultCase{"RVI too long", changed(271, "2aa"), 402, kBad, "oneM2M-RVI"},
        FaultCase{"TY too long", changed(267, "\1\1\1"), 402, kBad, "oneM2M-TY"},
        FaultCase{"type of a RETRIEVE", with_code(kGet), 402, kBad, "oneM2M-TY"},
        FaultCase{"no UTF-8", changed(279, "\xFF"), 400, kBad, "oneM2M-FR"},
        FaultCase{"control", added(311, "g\n1"), 400, kBad, "oneM2M-GID"},
        FaultCase{"no timestamp", changed(259, "yesterday"), 400, kBad, "oneM2M-OT"},
        FaultCase{"dots", added(option::kUriPath, ".."), 400, kBad, "Uri-Path"},
        FaultCase{"slash", added(option::kUriPath, "a/b"), 400, kBad, "Uri-Path"},
        FaultCase{"no path", without(option::kUriPath), 400, kBad, "Uri-Path"},
        FaultCase{"query without =", added(option::kUriQuery, "rcn"), 400, kBad, "'rcn'"},
        FaultCase{"query value", added(option::kUriQuery, "lim=x"), 400, kBad, "lim"},
        FaultCase{"query twice", added(option::kUriQuery, "rcn=2"), 400, kBad, "rcn"},
        FaultCase{"operation", added(option::kUriQuery, "op=6"), 400, kBad, "op"},
        FaultCase{"no format", without(option::kContentFormat), 400, kBad, "Content-Format"},
        FaultCase{"EXI",
                  changed(option::kContentFormat, "/"),
                  415,
                  Status::unsupported_media_type,
                  "Content-Format 47"},
        FaultCase{"a whole primitive",
                  changed(option::kContentFormat, "\x27\x17"),
                  415,
                  Status::unsupported_media_type,
                  "Content-Format 10007"},
        FaultCase{"no XML", changed(option::kContentFormat, ")"), 400, kBad, "content"},
        FaultCase{"no JSON", with_payload("{"), 400, kBad, "content"},
        FaultCase{"accepts EXI", changed(option::kAccept, "/"), 406, Status::not_acceptable, "47"},
        FaultCase{"FETCH", with_code(5), 405, Status::operation_not_allowed, "0.05"},
        FaultCase{"a proxy",
                  added(option::kProxyUri, "coap://h"),
                  505,
                  Status::not_implemented,
                  "Proxy"}),
    [](const auto& entry) {
      std::string name = entry.param.name;
      std::erase_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
      return name;
    });

TEST(CoapCodec, AnElectiveOptionThatIsNotKnownIsIgnored) {
  auto message = encode_request(create_request(), "", kR3).value();
  add_option(message, 65000, "x");
  add_option(message, option::kUriHost, "host");
  add_uint_option(message, option::kBlock1, 6);
  EXPECT_TRUE(decode_request(message, kR3));
}

TEST(CoapCodec, OnlyAPostNamesItsOperation) {
  RequestPrimitive request;
  request.to = "cse";
  auto message = encode_request(request, "", kR3).value();
  add_option(message, option::kUriQuery, "op=2");
  EXPECT_THAT(decode_request(message, kR3).error().detail, HasSubstr("op"));
}

TEST(CoapCodec, AFaultIsAnsweredWithoutWhatCannotBeReadOfTheRequest) {
  auto message = encode_request(create_request(), "", kR3).value();
  changed(283, std::string(300, 'r'))(message);
  const auto answer = encode_fault(message, decode_request(message, kR3).error(), kR3);
  EXPECT_EQ(decode_response(answer, kR3).value().request_id, "");
}

}  // namespace
}  // namespace plumbline::adapters::coap
