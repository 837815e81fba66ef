#include "plumbline/escertke/message.hpp"

#include "plumbline/onem2m/security_info.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace plumbline::escertke {

namespace {

using channel::MessageType;
using onem2m::SecurityInfoType;

constexpr std::array kFirst{MessageType::client_hello};
constexpr std::array kSecond{MessageType::server_hello,
                             MessageType::certificate,
                             MessageType::server_key_exchange,
                             MessageType::certificate_request,
                             MessageType::server_hello_done};
constexpr std::array kThird{MessageType::certificate,
                            MessageType::client_key_exchange,
                            MessageType::certificate_verify,
                            MessageType::change_cipher_spec,
                            MessageType::encrypted_handshake};
constexpr std::array kFourth{MessageType::change_cipher_spec, MessageType::encrypted_handshake};

std::span<const MessageType> messages_of(MessageNumber number) {
  switch (number) {
    case MessageNumber::one:
      return kFirst;
    case MessageNumber::two:
      return kSecond;
    case MessageNumber::three:
      return kThird;
    case MessageNumber::four:
      break;
  }
  return kFourth;
}

}  // namespace

Json to_content(ByteView flight) {
  return onem2m::to_content(
      {.type = SecurityInfoType::escertke_message, .value = to_base64(flight)});
}

Result<Bytes> flight_in(const std::optional<Json>& content) {
  constexpr std::size_t kLongestText = (channel::kLargestFlight + 2) / 3 * 4;
  PLUMBLINE_TRY(const auto info, onem2m::parse_security_info(content));
  if (info.type != SecurityInfoType::escertke_message) {
    return fail(Errc::invalid_value, "sit: not an ESCertKE message");
  }
  const auto& text = info.value.get_ref<const std::string&>();
  if (text.size() > kLongestText) {
    return fail(Errc::too_large, "eckm: more than 65536 octets");
  }
  auto flight = from_base64(text);
  if (!flight) {
    return fail(Errc::malformed, "eckm: is not base64");
  }
  return flight;
}

Result<void> check_messages(MessageNumber number,
                            const std::vector<channel::FlightMessage>& messages) {
  const auto expected = messages_of(number);
  const std::string where = "message " + std::to_string(static_cast<unsigned>(number)) + ": ";
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (i >= expected.size()) {
      return fail(Errc::invalid_value, where + name_of(messages[i].type) + " is not part of it");
    }
    if (messages[i].type != expected[i]) {
      return fail(
          Errc::invalid_value,
          where + name_of(messages[i].type) + " stands where " + name_of(expected[i]) + " belongs");
    }
  }
  if (messages.size() < expected.size()) {
    return fail(Errc::invalid_value, where + name_of(expected[messages.size()]) + " is missing");
  }
  return success();
}

}  // namespace plumbline::escertke
