/// @file
/// The upper tester endpoint: POST /__ut__ with {"cmd","arg"} or the header X-M2M-UTCMD.

#pragma once

#include "plumbline/adapters/http/codec.hpp"
#include "plumbline/adapters/http/message.hpp"
#include "plumbline/harness/transport.hpp"

namespace plumbline::adapters::http {

[[nodiscard]] bool is_upper_tester_request(const Request& request);

/// 4000 naming the member, 4005 for another method than POST.
[[nodiscard]] Decoded<harness::UpperTesterCommand> decode_command(const Request& request);

/// The answer in the form of its command: body, and X-M2M-UTRSP when it came in a header.
[[nodiscard]] Response encode_answer(const Request& request,
                                     const harness::UpperTesterAnswer& answer);

[[nodiscard]] Request encode_command(const harness::UpperTesterCommand& command,
                                     const harness::Address& address);

/// Errc::malformed or Errc::invalid_value naming the member.
[[nodiscard]] Result<harness::UpperTesterAnswer> decode_answer(const Response& response);

}  // namespace plumbline::adapters::http
