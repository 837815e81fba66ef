#include "plumbline/adapters/exec/exec_codec.hpp"

#include "plumbline/adapters/process/child_process.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

using process::ChildProcess;
using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kLogChunk = 65536;

}  // namespace

struct ExecCodec::State {
  explicit State(ExecCodecOptions options_in) : options(std::move(options_in)) {}

  Result<void> begin();
  /// Sends a line and reads the line that answers it.
  Result<std::string> exchange(std::string line);
  Result<void> write_some(std::string& to_write);
  /// True when `read` holds a whole line.
  Result<bool> read_some();
  void read_log();
  /// Ends a program whose next line would not be the answer to the next request.
  template <typename T>
  Result<T> end_if_broken(Result<T> result);

  ExecCodecOptions options;
  std::unique_ptr<ChildProcess> child;
  Hello hello;
  std::string read;
  std::string log;
  int breaks = 0;
};

Result<void> ExecCodec::State::begin() {
  read.clear();
  PLUMBLINE_TRY(child, ChildProcess::start(options.command, {}));
  PLUMBLINE_TRY(const std::string line,
                exchange(json_text({{"op", "start"}, {"protocol", kProtocol}})));
  PLUMBLINE_TRY(hello, parse_hello(line));
  return success();
}

Result<std::string> ExecCodec::State::exchange(std::string line) {
  line += '\n';
  const auto deadline = SteadyClock::now() + options.deadline;
  while (true) {
    PLUMBLINE_TRY(write_some(line));
    PLUMBLINE_TRY(const bool whole, read_some());
    if (whole) {
      const std::size_t end = read.find('\n');
      std::string answer = read.substr(0, end);
      read.erase(0, end + 1);
      return answer;
    }
    const auto left = std::chrono::ceil<milliseconds>(deadline - SteadyClock::now());
    if (left <= milliseconds{0}) {
      return fail(Errc::timed_out, "the codec did not answer within the time allowed");
    }
    child->wait(!line.empty(), left);
  }
}

Result<void> ExecCodec::State::write_some(std::string& to_write) {
  if (!to_write.empty()) {
    PLUMBLINE_TRY(const std::size_t written, child->write(to_write));
    to_write.erase(0, written);
  }
  return success();
}

Result<bool> ExecCodec::State::read_some() {
  read_log();
  std::size_t seen = 0;
  while (read.find('\n', seen) == std::string::npos) {
    seen = read.size();
    if (read.size() > options.line_octets) {
      return fail(Errc::too_large, "the codec's line is too long");
    }
    const std::size_t room = options.line_octets + 1 - read.size();
    switch (child->read(ChildProcess::Stream::output, read, room)) {
      case ChildProcess::Read::some:
        break;
      case ChildProcess::Read::none_now:
        return false;
      case ChildProcess::Read::ended:
        return fail(Errc::io, "the codec ended");
    }
  }
  return true;
}

void ExecCodec::State::read_log() {
  if (child->read(ChildProcess::Stream::log, log, kLogChunk) == ChildProcess::Read::some) {
    log.erase(0, log.size() - std::min(log.size(), options.log_octets));
  }
}

template <typename T>
Result<T> ExecCodec::State::end_if_broken(Result<T> result) {
  if (!result) {
    child.reset();
    ++breaks;
  }
  return result;
}

ExecCodec::ExecCodec(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<ExecCodec>> ExecCodec::start(ExecCodecOptions options) {
  if (options.command.empty()) {
    return fail(Errc::invalid_value, "no program to start");
  }
  auto state = std::make_unique<State>(std::move(options));
  PLUMBLINE_TRY(state->begin());
  return std::unique_ptr<ExecCodec>{new ExecCodec{std::move(state)}};
}

ExecCodec::~ExecCodec() {
  if (state_->child) {
    std::string stop = json_text({{"op", "stop"}}) + '\n';
    static_cast<void>(state_->write_some(stop));  // a program that does not read is killed anyway
    state_->child->end(state_->options.grace);
  }
}

Result<Json> ExecCodec::ask(const Json& request) {
  if (!state_->child && state_->breaks >= kMaxBreaks) {
    return fail(Errc::io, "the codec broke too often and was given up");
  }
  if (!state_->child) {
    PLUMBLINE_TRY(state_->end_if_broken(state_->begin()));
  }
  PLUMBLINE_TRY(const std::string line,
                state_->end_if_broken(state_->exchange(json_text(request))));
  return state_->end_if_broken(parse_answer(line, request.at("seq").get<std::int64_t>()));
}

const Hello& ExecCodec::hello() const noexcept {
  return state_->hello;
}

const std::string& ExecCodec::log() const noexcept {
  return state_->log;
}

}  // namespace plumbline::adapters::exec
