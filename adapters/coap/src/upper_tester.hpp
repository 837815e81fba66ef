/// @file
/// The upper tester endpoint over CoAP: POST /__ut__ with {"cmd","arg"} → {"rsc","out"}.

#pragma once

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/harness/transport.hpp"

namespace plumbline::adapters::coap {

[[nodiscard]] bool is_upper_tester_request(const Message& request);

/// 4000 naming the member, 4005 for another method than POST.
[[nodiscard]] Decoded<harness::UpperTesterCommand> decode_command(const Message& request);

[[nodiscard]] Message encode_answer(const harness::UpperTesterAnswer& answer);

/// `prefix` as of encode_request(). Errc::invalid_value when no option can carry it.
[[nodiscard]] Result<Message> encode_command(const harness::UpperTesterCommand& command,
                                             std::string_view prefix);

/// Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<harness::UpperTesterAnswer> decode_answer(const Message& response);

}  // namespace plumbline::adapters::coap
