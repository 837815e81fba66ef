#include "plumbline/harness/upper_tester_frames.hpp"

#include "plumbline/core/json_reader.hpp"

#include <cstdint>

namespace plumbline::harness {
namespace {

constexpr std::int64_t kLeastStatus = 1000;
constexpr std::int64_t kGreatestStatus = 6999;

void add_unless_null(Json& frame, std::string_view name, const Json& value) {
  if (!value.is_null()) {
    frame[name] = value;
  }
}

}  // namespace

Result<UpperTesterCommand> parse_command_frame(std::string_view frame) {
  PLUMBLINE_TRY(const Json json, parse_json(frame, {.octets = kMaxFrameOctets}));
  JsonReader reader{json, "command"};
  UpperTesterCommand command;
  command.command = reader.string("cmd");
  const Json* const argument = reader.optional_object("arg");
  command.argument = argument == nullptr ? Json::object() : *argument;
  PLUMBLINE_TRY(reader.finish());
  return command;
}

Result<UpperTesterAnswer> parse_answer_frame(std::string_view frame) {
  PLUMBLINE_TRY(const Json json, parse_json(frame, {.octets = kMaxFrameOctets}));
  JsonReader reader{json, "answer"};
  UpperTesterAnswer answer;
  answer.status = static_cast<onem2m::Status>(reader.integer("rsc", kLeastStatus, kGreatestStatus));
  const Json* const output = reader.optional_any("out");
  answer.output = output == nullptr ? Json::object() : *output;
  PLUMBLINE_TRY(reader.finish_lenient());
  return answer;
}

std::string to_frame(const UpperTesterCommand& command) {
  Json frame{{"cmd", command.command}};
  add_unless_null(frame, "arg", command.argument);
  return json_text(frame);
}

std::string to_frame(const UpperTesterAnswer& answer) {
  Json frame{{"rsc", onem2m::number_of(answer.status)}};
  add_unless_null(frame, "out", answer.output);
  return json_text(frame);
}

}  // namespace plumbline::harness
