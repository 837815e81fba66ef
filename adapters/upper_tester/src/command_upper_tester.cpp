#include "plumbline/adapters/upper_tester/command_upper_tester.hpp"

#include "plumbline/adapters/process/child_process.hpp"
#include "plumbline/adapters/upper_tester/command_lines.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

namespace plumbline::adapters::upper_tester {

namespace {

using process::ChildProcess;
using SteadyClock = std::chrono::steady_clock;

/// How often the pipes are looked at while an answer is due: the port has no way to wait for them.
constexpr harness::milliseconds kLookInterval{2};
constexpr std::size_t kLogChunk = 65536;

}  // namespace

struct CommandUpperTester::State : std::enable_shared_from_this<CommandUpperTester::State> {
  /// An answer that is due; `done` is empty once it came too late.
  struct Due {
    SteadyClock::time_point deadline;
    harness::UpperTesterCallback done;
  };

  State(harness::Transport& transport_in,
        CommandUpperTesterOptions options_in,
        std::unique_ptr<ChildProcess> child_in)
      : transport(transport_in),
        options(std::move(options_in)),
        child(std::move(child_in)) {}

  void look_again();
  void look();
  /// Moves octets between the pipes and the buffers; the reason when that is over for good.
  std::optional<Error> pump();
  std::optional<Error> read_output();
  void read_log();
  void answer_lines();
  void answer_first(Result<harness::UpperTesterAnswer> answer);
  void drop_late();
  [[nodiscard]] bool awaits() const;
  void give_up(const Error& error);

  harness::Transport& transport;
  CommandUpperTesterOptions options;
  std::unique_ptr<ChildProcess> child;
  std::deque<Due> due;
  std::string to_write;
  std::string read;
  std::string log;
  std::optional<Error> broken;
  bool looking = false;
};

void CommandUpperTester::State::look_again() {
  looking = true;
  transport.after(kLookInterval, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->look();
    }
  });
}

void CommandUpperTester::State::look() {
  looking = false;
  const auto self = shared_from_this();  // callbacks may end the owner
  const std::optional<Error> over = pump();
  answer_lines();
  if (over && !due.empty()) {
    give_up(*over);
  }
  drop_late();
  if (awaits() && !looking) {
    look_again();
  }
}

std::optional<Error> CommandUpperTester::State::pump() {
  if (!to_write.empty()) {
    const auto written = child->write(to_write);
    if (written.has_error()) {
      return written.error();
    }
    to_write.erase(0, written.value());
  }
  std::optional<Error> over = read_output();
  read_log();  // last, so that what the program said before an answer is there with it
  return over;
}

void CommandUpperTester::State::read_log() {
  while (child->read(ChildProcess::Stream::log, log, kLogChunk) == ChildProcess::Read::some) {
    log.erase(0, log.size() - std::min(log.size(), options.log_octets));
  }
}

std::optional<Error> CommandUpperTester::State::read_output() {
  while (read.size() <= options.line_octets) {
    const std::size_t room = options.line_octets + 1 - read.size();
    switch (child->read(ChildProcess::Stream::output, read, room)) {
      case ChildProcess::Read::some:
        break;
      case ChildProcess::Read::none_now:
        return std::nullopt;
      case ChildProcess::Read::ended:
        return fail(Errc::io, "the program ended");
    }
  }
  if (read.find('\n') == std::string::npos) {
    return fail(Errc::too_large, "the program's line is too long");
  }
  return std::nullopt;
}

void CommandUpperTester::State::answer_lines() {
  std::size_t end = 0;
  while (!due.empty() && (end = read.find('\n')) != std::string::npos) {
    const std::string line = read.substr(0, end);
    read.erase(0, end + 1);
    answer_first(harness::parse_answer_frame(line));
  }
}

void CommandUpperTester::State::answer_first(Result<harness::UpperTesterAnswer> answer) {
  const harness::UpperTesterCallback done = std::move(due.front().done);
  due.pop_front();
  if (done) {
    done(std::move(answer));
  }
}

void CommandUpperTester::State::drop_late() {
  const auto now = SteadyClock::now();
  std::vector<harness::UpperTesterCallback> late;
  for (Due& entry : due) {
    if (entry.done && entry.deadline <= now) {
      late.push_back(std::exchange(entry.done, nullptr));
    }
  }
  for (const auto& done : late) {
    done(fail(Errc::timed_out, "no answer within the time allowed"));
  }
}

/// Answers that nobody waits for are read when the next command is sent.
bool CommandUpperTester::State::awaits() const {
  return std::any_of(
      due.begin(), due.end(), [](const Due& entry) { return static_cast<bool>(entry.done); });
}

void CommandUpperTester::State::give_up(const Error& error) {
  broken = error;
  while (!due.empty()) {
    answer_first(error);
  }
}

CommandUpperTester::CommandUpperTester(std::shared_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<CommandUpperTester>> CommandUpperTester::start(
    harness::Transport& transport, CommandUpperTesterOptions options) {
  if (options.command.empty()) {
    return fail(Errc::invalid_value, "no program to start");
  }
  PLUMBLINE_TRY(auto child, ChildProcess::start(options.command, options.working_directory));
  auto state = std::make_shared<State>(transport, std::move(options), std::move(child));
  return std::unique_ptr<CommandUpperTester>{new CommandUpperTester{std::move(state)}};
}

CommandUpperTester::~CommandUpperTester() {
  state_->child->end(state_->options.grace);
}

void CommandUpperTester::command(const harness::UpperTesterCommand& command,
                                 harness::milliseconds deadline,
                                 harness::UpperTesterCallback done) {
  State& state = *state_;
  if (state.broken) {
    state.transport.after(harness::milliseconds{0},
                          [done = std::move(done), error = *state.broken] { done(error); });
    return;
  }
  state.to_write += harness::to_frame(command) + '\n';
  state.due.push_back({.deadline = SteadyClock::now() + deadline, .done = std::move(done)});
  if (!state.looking) {
    state.look_again();
  }
}

std::string CommandUpperTester::log() const {
  return state_->log;
}

}  // namespace plumbline::adapters::upper_tester
