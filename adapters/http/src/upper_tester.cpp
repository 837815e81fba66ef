#include "upper_tester.hpp"

#include "plumbline/harness/upper_tester_frames.hpp"

#include "fields.hpp"

#include <utility>

namespace plumbline::adapters::http {
namespace {

using harness::UpperTesterAnswer;
using harness::UpperTesterCommand;
using onem2m::Status;

constexpr std::string_view kTarget = "/__ut__";
constexpr std::string_view kCommandHeader = "X-M2M-UTCMD";
constexpr std::string_view kAnswerHeader = "X-M2M-UTRSP";
constexpr std::string_view kJson = "application/json";

Fault refuse(Status status, std::string detail) {
  return {.http = http_status_of(status), .status = status, .detail = std::move(detail)};
}

/// "<command> <JSON>"; the JSON may be left out.
Decoded<UpperTesterCommand> parse_header(std::string_view text) {
  const auto space = std::min(text.find(' '), text.size());
  UpperTesterCommand command{.command = std::string{text.substr(0, space)}, .argument = {}};
  if (space == text.size()) {
    return command;
  }
  auto argument = parse_json(text.substr(space + 1));
  if (!argument) {
    return refuse(Status::bad_request,
                  std::string{kCommandHeader} + ": " + argument.error().detail);
  }
  command.argument = std::move(argument).value();
  return command;
}

/// One line of visible ASCII, as a header needs it.
std::string header_text(const Json& value) {
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace

bool is_upper_tester_request(const Request& request) {
  return request.target == kTarget;
}

Decoded<UpperTesterCommand> decode_command(const Request& request) {
  if (request.method != "POST") {
    return refuse(Status::operation_not_allowed, "method " + request.method);
  }
  if (const auto* const text = find_field(request.fields, kCommandHeader)) {
    return parse_header(*text);
  }
  auto command = harness::parse_command_frame(request.body);
  if (!command) {
    return refuse(Status::bad_request, command.error().detail);
  }
  return std::move(command).value();
}

Response encode_answer(const Request& request, const UpperTesterAnswer& answer) {
  Response response;
  response.status = http_status_of(answer.status);
  response.fields.push_back(
      {.name = "X-M2M-RSC", .value = std::to_string(number_of(answer.status))});
  if (const auto* const id = find_field(request.fields, "X-M2M-RI")) {
    response.fields.push_back({.name = "X-M2M-RI", .value = *id});
  }
  if (find_field(request.fields, kCommandHeader) != nullptr) {
    response.fields.push_back(
        {.name = std::string{kAnswerHeader}, .value = header_text(answer.output)});
  }
  response.fields.push_back({.name = "Content-Type", .value = std::string{kJson}});
  response.body = harness::to_frame(answer);
  return response;
}

Request encode_command(const UpperTesterCommand& command, const harness::Address& address) {
  Request request;
  request.method = "POST";
  request.target = address.path + std::string{kTarget};
  request.fields = {{.name = "Host", .value = authority_of(address.host, address.port)},
                    {.name = "Content-Type", .value = std::string{kJson}}};
  request.body = harness::to_frame(command);
  return request;
}

Result<UpperTesterAnswer> decode_answer(const Response& response) {
  auto answer = harness::parse_answer_frame(response.body);
  if (!answer) {
    return fail(answer.error().code,
                "answer of the upper tester (HTTP status " + std::to_string(response.status) +
                    "): " + answer.error().detail);
  }
  return answer;
}

}  // namespace plumbline::adapters::http
