/// @file
/// Drives a client role through a program that speaks the command form on its stdin and stdout.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/transport.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::adapters::upper_tester {

struct CommandUpperTesterOptions {
  std::vector<std::string> command;  ///< program and arguments; the program by path or PATH
  std::string working_directory{};   ///< empty: the harness's
  std::size_t line_octets = std::size_t{16} << 20U;
  std::size_t log_octets = std::size_t{64} << 10U;  ///< how much of stderr is kept, its end
  harness::milliseconds grace{1000};                ///< between the end of its input and SIGKILL
};

/// One running program. Its output is read from the event loop of `transport`, so that the program
/// may talk to servers on the same loop while it carries out a command.
class CommandUpperTester {
 public:
  /// @return Errc::io when the program cannot be started, Errc::invalid_value without one.
  [[nodiscard]] static Result<std::unique_ptr<CommandUpperTester>> start(
      harness::Transport& transport, CommandUpperTesterOptions options);
  /// Ends the program's input, waits for its end and, after the grace, kills its process group.
  ~CommandUpperTester();
  CommandUpperTester(const CommandUpperTester&) = delete;
  CommandUpperTester& operator=(const CommandUpperTester&) = delete;
  CommandUpperTester(CommandUpperTester&&) = delete;
  CommandUpperTester& operator=(CommandUpperTester&&) = delete;

  /// Sends a command and calls back once with its answer: Errc::timed_out (later answers to it are
  /// dropped), Errc::io (the program ended), Errc::too_large or Errc::malformed (not an answer).
  /// Answers come in the order of the commands.
  void command(const harness::UpperTesterCommand& command,
               harness::milliseconds deadline,
               harness::UpperTesterCallback done);

  /// What the program wrote to stderr, its end.
  [[nodiscard]] std::string log() const;

 private:
  struct State;
  explicit CommandUpperTester(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace plumbline::adapters::upper_tester
