#include "plumbline/escertke/message.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::escertke {
namespace {

using channel::FlightMessage;
using channel::MessageType;

Errc refusal_of(const char* json) {
  return flight_in(Json::parse(json)).error().code;
}

TEST(Message, IsSecurityInfoOfType6) {
  const Json content = to_content(Bytes{0x16, 0x03, 0x03});
  EXPECT_EQ(json_text(content), R"({"m2m:seci":{"eckm":"FgMD","sit":6}})");
  EXPECT_EQ(flight_in(content).value(), (Bytes{0x16, 0x03, 0x03}));
}

TEST(Message, RefusesWhatIsNone) {
  EXPECT_EQ(flight_in(std::nullopt).error().code, Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"m2m:sgn":{}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"m2m:seci":{"sit":5,"epo":"a.b.c.d.e"}})"), Errc::invalid_value);
  EXPECT_TRUE(flight_in(Json::parse(R"({"m2m:seci":{"sit":6}})")).has_error());
  EXPECT_EQ(refusal_of(R"({"m2m:seci":{"sit":6,"eckm":"FgM"}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"m2m:seci":{"sit":6,"eckm":"Fg MD"}})"), Errc::malformed);
  EXPECT_EQ(refusal_of(R"({"m2m:seci":{"sit":6,"eckm":"_-8="}})"), Errc::malformed);
}

TEST(Message, IsBounded) {
  EXPECT_TRUE(flight_in(to_content(Bytes(channel::kLargestFlight))));
  EXPECT_EQ(flight_in(to_content(Bytes(channel::kLargestFlight + 4))).error().code,
            Errc::too_large);
}

std::vector<FlightMessage> messages(std::initializer_list<MessageType> types) {
  std::vector<FlightMessage> all;
  for (const MessageType type : types) {
    all.push_back({.type = type, .body = {}});
  }
  return all;
}

TEST(Message, TheFlightsAreThoseOfTheFigure) {
  EXPECT_TRUE(check_messages(MessageNumber::one, messages({MessageType::client_hello})));
  EXPECT_TRUE(check_messages(MessageNumber::two,
                             messages({MessageType::server_hello,
                                       MessageType::certificate,
                                       MessageType::server_key_exchange,
                                       MessageType::certificate_request,
                                       MessageType::server_hello_done})));
  EXPECT_TRUE(check_messages(MessageNumber::three,
                             messages({MessageType::certificate,
                                       MessageType::client_key_exchange,
                                       MessageType::certificate_verify,
                                       MessageType::change_cipher_spec,
                                       MessageType::encrypted_handshake})));
  EXPECT_TRUE(check_messages(
      MessageNumber::four,
      messages({MessageType::change_cipher_spec, MessageType::encrypted_handshake})));
}

TEST(Message, TheFaultIsNamed) {
  const auto fault = [](MessageNumber number, std::initializer_list<MessageType> types) {
    return check_messages(number, messages(types)).error().detail;
  };
  EXPECT_EQ(fault(MessageNumber::four, {MessageType::change_cipher_spec}),
            "message 4: encrypted handshake message is missing");
  EXPECT_EQ(fault(MessageNumber::one, {MessageType::client_hello, MessageType::client_hello}),
            "message 1: ClientHello is not part of it");
  EXPECT_EQ(fault(MessageNumber::two, {MessageType::server_hello, MessageType::server_hello_done}),
            "message 2: ServerHelloDone stands where Certificate belongs");
  EXPECT_EQ(fault(MessageNumber::three, {}), "message 3: Certificate is missing");
}

}  // namespace
}  // namespace plumbline::escertke
