// What contents are written in, and what an answer is.

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/test_room/room.hpp"

namespace plumbline::adapters::coap {
namespace {

using test_room::create_request;
using ::testing::HasSubstr;

constexpr auto kR3 = OptionNumbers::r3;

void set_format(Message& message, std::uint32_t format) {
  std::erase_if(message.options,
                [](const Option& option) { return option.number == option::kContentFormat; });
  add_uint_option(message, option::kContentFormat, format);
}

// RFC 7252 clause 5.10.4
TEST(CoapContent, AnswersInWhatIsAskedFor) {
  Message request{.code = kPost};
  EXPECT_EQ(answer_format_of(request), 50U);
  add_uint_option(request, option::kContentFormat, 41);
  EXPECT_EQ(answer_format_of(request), 41U);
  set_format(request, 10011);
  EXPECT_EQ(answer_format_of(request), 60U);
  set_format(request, 47);
  EXPECT_EQ(answer_format_of(request), 50U);
  add_uint_option(request, option::kAccept, 10014);
  EXPECT_EQ(answer_format_of(request), 10014U);
}

TEST(CoapContent, ExplainsAFaultInTheSerializationOfTheRequest) {
  auto request = encode_request(create_request(), "", kR3, onem2m::Serialization::xml).value();
  request.code = 5;
  const auto answer = encode_fault(request, decode_request(request, kR3).error(), kR3);
  EXPECT_EQ(uint_of(find_option(answer, option::kContentFormat)->value), kXmlFormat);
  EXPECT_THAT(std::string{as_text(answer.payload)}, HasSubstr("0.05"));
  const auto unprintable = encode_fault(request, {.detail = "an octet \x01"}, kR3);
  EXPECT_EQ(uint_of(find_option(unprintable, option::kContentFormat)->value), kJsonFormat);
}

TEST(CoapContent, NamesWhatASerializationCannotCarry) {
  auto request = create_request();
  request.content = Json{{"m2m:cin", {{"con", {1, 2}}}}};
  const auto written = encode_request(request, "", kR3, onem2m::Serialization::xml);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::unsupported);
  EXPECT_THAT(written.error().detail, HasSubstr("con"));
  EXPECT_TRUE(encode_request(request, "", kR3, onem2m::Serialization::cbor));
}

}  // namespace
}  // namespace plumbline::adapters::coap
