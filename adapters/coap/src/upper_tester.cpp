#include "upper_tester.hpp"

#include "plumbline/harness/upper_tester_frames.hpp"

#include "target.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

using harness::UpperTesterAnswer;
using harness::UpperTesterCommand;
using onem2m::Status;

constexpr std::string_view kTarget = "__ut__";

/// A frame is JSON.
void add_frame(Message& message, std::string_view frame) {
  const auto octets = as_bytes(frame);
  add_uint_option(message, option::kContentFormat, kJsonFormat);
  message.payload.assign(octets.begin(), octets.end());
}

}  // namespace

bool is_upper_tester_request(const Message& request) {
  const auto* const segment = find_option(request, option::kUriPath);
  return segment != nullptr && as_text(segment->value) == kTarget &&
         std::ranges::count(request.options, option::kUriPath, &Option::number) == 1;
}

Decoded<UpperTesterCommand> decode_command(const Message& request) {
  if (request.code != kPost) {
    return Fault{.code = code_of(405),
                 .status = Status::operation_not_allowed,
                 .detail = "method " + dotted_text(request.code)};
  }
  auto command = harness::parse_command_frame(as_text(request.payload));
  if (!command) {
    return Fault{.detail = command.error().detail};
  }
  return std::move(command).value();
}

Message encode_answer(const UpperTesterAnswer& answer) {
  Message response;
  // The code of a response to a NOTIFY with that status.
  response.code = encode_response({.status = answer.status, .release_version = {}},
                                  onem2m::Operation::notify,
                                  OptionNumbers::r3)
                      .value()
                      .code;
  add_frame(response, harness::to_frame(answer));
  return response;
}

Result<Message> encode_command(const UpperTesterCommand& command, std::string_view prefix) {
  Message request{.code = kPost};
  PLUMBLINE_TRY(add_path(request, prefix, "path of the address"));
  add_option(request, option::kUriPath, kTarget);
  add_frame(request, harness::to_frame(command));
  return request;
}

Result<UpperTesterAnswer> decode_answer(const Message& response) {
  auto answer = harness::parse_answer_frame(as_text(response.payload));
  if (!answer) {
    return fail(answer.error().code,
                "answer of the upper tester (CoAP code " + dotted_text(response.code) +
                    "): " + answer.error().detail);
  }
  return answer;
}

}  // namespace plumbline::adapters::coap
