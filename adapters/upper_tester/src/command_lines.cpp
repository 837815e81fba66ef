#include "plumbline/adapters/upper_tester/command_lines.hpp"

#include "plumbline/adapters/process/bounded_line.hpp"
#include "plumbline/core/json_reader.hpp"

#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

namespace plumbline::adapters::upper_tester {

namespace {

using process::LineEnd;

constexpr std::int64_t kLeastStatus = 1000;
constexpr std::int64_t kGreatestStatus = 6999;

harness::UpperTesterAnswer refusal(onem2m::Status status, const std::string& why) {
  return {.status = status, .output = {{"m2m:dbg", why}}};
}

harness::UpperTesterAnswer carry_out(harness::Transport& transport,
                                     const harness::UpperTesterHandler& handler,
                                     harness::UpperTesterCommand command,
                                     harness::milliseconds at_most) {
  const auto answer = std::make_shared<std::optional<harness::UpperTesterAnswer>>();
  handler(std::move(command),
          [answer](harness::UpperTesterAnswer given) { *answer = std::move(given); });
  if (!transport.run_until([&] { return answer->has_value(); }, at_most)) {
    return refusal(onem2m::Status::request_timeout, "no end within the time allowed");
  }
  return std::move(**answer);
}

}  // namespace

Result<harness::UpperTesterCommand> parse_command_line(std::string_view line) {
  PLUMBLINE_TRY(const Json json, parse_json(line, {.octets = kMaxLineOctets}));
  JsonReader reader{json, "command"};
  harness::UpperTesterCommand command;
  command.command = reader.string("cmd");
  const Json* const argument = reader.optional_object("arg");
  command.argument = argument == nullptr ? Json::object() : *argument;
  PLUMBLINE_TRY(reader.finish());
  return command;
}

Result<harness::UpperTesterAnswer> parse_answer_line(std::string_view line) {
  PLUMBLINE_TRY(const Json json, parse_json(line, {.octets = kMaxLineOctets}));
  JsonReader reader{json, "answer"};
  harness::UpperTesterAnswer answer;
  answer.status = static_cast<onem2m::Status>(reader.integer("rsc", kLeastStatus, kGreatestStatus));
  const Json* const output = reader.optional_any("out");
  answer.output = output == nullptr ? Json::object() : *output;
  PLUMBLINE_TRY(reader.finish());
  return answer;
}

std::string to_line(const harness::UpperTesterCommand& command) {
  return json_text({{"cmd", command.command}, {"arg", command.argument}});
}

std::string to_line(const harness::UpperTesterAnswer& answer) {
  return json_text({{"rsc", onem2m::number_of(answer.status)}, {"out", answer.output}});
}

Result<void> serve_command_lines(harness::Transport& transport,
                                 const harness::UpperTesterHandler& handler,
                                 std::istream& in,
                                 std::ostream& out,
                                 harness::milliseconds at_most) {
  std::string line;
  while (true) {
    const LineEnd end = process::read_line(in, kMaxLineOctets, line);
    if (end == LineEnd::input) {
      return success();
    }
    harness::UpperTesterAnswer answer;
    if (end == LineEnd::bound) {
      answer = refusal(onem2m::Status::bad_request, "the line is too long");
    } else if (auto command = parse_command_line(line)) {
      answer = carry_out(transport, handler, std::move(command).value(), at_most);
    } else {
      answer = refusal(onem2m::Status::bad_request, to_string(command.error()));
    }
    if (!(out << to_line(answer) << '\n' << std::flush)) {
      return fail(Errc::io, "the answer cannot be written");
    }
    if (end == LineEnd::bound) {
      return fail(Errc::too_large, "the line is too long");
    }
  }
}

}  // namespace plumbline::adapters::upper_tester
