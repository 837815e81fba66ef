#include "upper_tester.hpp"

#include "plumbline/core/json_reader.hpp"

#include "target.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

using harness::UpperTesterAnswer;
using harness::UpperTesterCommand;
using onem2m::Status;

constexpr std::string_view kTarget = "__ut__";

void add_json(Message& message, const Json& value) {
  const auto text = json_text(value);
  const auto octets = as_bytes(text);
  add_uint_option(message, option::kContentFormat, kJsonFormat);
  message.payload.assign(octets.begin(), octets.end());
}

Result<UpperTesterCommand> parse_command(const Message& request) {
  PLUMBLINE_TRY(const auto value, parse_json(as_text(request.payload)));
  JsonReader reader{value, "command"};
  UpperTesterCommand command;
  command.command = reader.string("cmd");
  if (const auto* const argument = reader.optional_any("arg")) {
    command.argument = *argument;
  }
  PLUMBLINE_TRY(reader.finish());
  return command;
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
  auto command = parse_command(request);
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
  add_json(response, Json{{"rsc", number_of(answer.status)}, {"out", answer.output}});
  return response;
}

Result<Message> encode_command(const UpperTesterCommand& command, std::string_view prefix) {
  Message request{.code = kPost};
  PLUMBLINE_TRY(add_path(request, prefix, "path of the address"));
  add_option(request, option::kUriPath, kTarget);
  add_json(request, Json{{"cmd", command.command}, {"arg", command.argument}});
  return request;
}

Result<UpperTesterAnswer> decode_answer(const Message& response) {
  auto value = parse_json(as_text(response.payload));
  if (!value) {
    return fail(Errc::malformed,
                "answer of the upper tester (CoAP code " + dotted_text(response.code) +
                    "): " + value.error().detail);
  }
  JsonReader reader{value.value(), "answer"};
  UpperTesterAnswer answer;
  answer.status = static_cast<Status>(reader.integer("rsc", 1000, 9999));
  if (const auto* const output = reader.optional_any("out")) {
    answer.output = *output;
  }
  PLUMBLINE_TRY(reader.finish_lenient());
  return answer;
}

}  // namespace plumbline::adapters::coap
