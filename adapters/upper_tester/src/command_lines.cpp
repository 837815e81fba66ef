#include "plumbline/adapters/upper_tester/command_lines.hpp"

#include "plumbline/adapters/process/bounded_line.hpp"

#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

namespace plumbline::adapters::upper_tester {

namespace {

using process::LineEnd;

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

Result<void> serve_command_lines(harness::Transport& transport,
                                 const harness::UpperTesterHandler& handler,
                                 std::istream& in,
                                 std::ostream& out,
                                 harness::milliseconds at_most) {
  std::string line;
  while (true) {
    const LineEnd end = process::read_line(in, harness::kMaxFrameOctets, line);
    if (end == LineEnd::input) {
      return success();
    }
    harness::UpperTesterAnswer answer;
    if (end == LineEnd::bound) {
      answer = refusal(onem2m::Status::bad_request, "the line is too long");
    } else if (auto command = harness::parse_command_frame(line)) {
      answer = carry_out(transport, handler, std::move(command).value(), at_most);
    } else {
      answer = refusal(onem2m::Status::bad_request, to_string(command.error()));
    }
    if (!(out << harness::to_frame(answer) << '\n' << std::flush)) {
      return fail(Errc::io, "the answer cannot be written");
    }
    if (end == LineEnd::bound) {
      return fail(Errc::too_large, "the line is too long");
    }
  }
}

}  // namespace plumbline::adapters::upper_tester
