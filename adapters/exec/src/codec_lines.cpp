#include "plumbline/adapters/exec/codec_lines.hpp"

#include "plumbline/adapters/process/bounded_line.hpp"

#include <istream>
#include <optional>
#include <ostream>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

using process::LineEnd;

/// Answers a frame; nothing for "stop".
class Answerer {
 public:
  Answerer(const harness::Codec& codec, const Hello& hello) : codec_(codec), hello_(hello) {}

  std::optional<Json> operator()(const StartFrame& frame) const {
    if (frame.protocol != kProtocol) {
      return error_answer(fail(Errc::unsupported, "frame.protocol: only 1 is spoken"));
    }
    return to_json(hello_);
  }

  std::optional<Json> operator()(const StopFrame& /*frame*/) const { return std::nullopt; }

  std::optional<Json> operator()(const RequestFrame& frame) const {
    const auto answer = codec_({{"seq", frame.seq}, {"op", frame.operation}, {"in", frame.input}});
    return answer ? answer.value() : error_answer(answer.error());
  }

 private:
  const harness::Codec& codec_;
  const Hello& hello_;
};

}  // namespace

Result<void> serve_codec_lines(const harness::Codec& codec,
                               const Hello& hello,
                               std::istream& in,
                               std::ostream& out) {
  const Answerer answerer{codec, hello};
  std::string line;
  while (true) {
    const LineEnd end = process::read_line(in, kMaxLineOctets, line);
    if (end == LineEnd::input) {
      return success();
    }
    const auto frame = end == LineEnd::bound
                           ? Result<HarnessFrame>{fail(Errc::too_large, "the line is too long")}
                           : parse_harness_frame(line);
    const std::optional<Json> answer =
        frame ? std::visit(answerer, frame.value()) : error_answer(frame.error());
    if (!answer) {
      return success();
    }
    if (!(out << json_text(*answer) << '\n' << std::flush)) {
      return fail(Errc::io, "the answer cannot be written");
    }
    if (end == LineEnd::bound) {
      return frame.error();
    }
  }
}

}  // namespace plumbline::adapters::exec
