/// @file
/// A codec that is a program speaking the exec protocol on its stdin and stdout.

#pragma once

#include "plumbline/adapters/exec/frames.hpp"
#include "plumbline/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::adapters::exec {

struct ExecCodecOptions {
  std::vector<std::string> command;                 ///< program and arguments; by path or PATH
  std::chrono::milliseconds deadline{30'000};       ///< for each answer
  std::chrono::milliseconds grace{1000};            ///< between the end of its input and SIGKILL
  std::size_t line_octets = kMaxLineOctets;         ///< of its answers
  std::size_t log_octets = std::size_t{64} << 10U;  ///< how much of stderr is kept, its end
};

/// A program that hangs, ends or answers garbage is ended, and started afresh for the next request;
/// after kMaxBreaks of these it is given up.
class ExecCodec {
 public:
  static constexpr int kMaxBreaks = 5;

  /// Starts the program and says hello.
  ///
  /// @return Errc::invalid_value without a program, Errc::io when it cannot be started or ends,
  ///         Errc::timed_out, or as parse_hello.
  [[nodiscard]] static Result<std::unique_ptr<ExecCodec>> start(ExecCodecOptions options);
  /// Sends "stop", ends the program's input, waits for its end at most the grace, then kills it.
  ~ExecCodec();
  ExecCodec(const ExecCodec&) = delete;
  ExecCodec& operator=(const ExecCodec&) = delete;
  ExecCodec(ExecCodec&&) = delete;
  ExecCodec& operator=(ExecCodec&&) = delete;

  /// Sends `request` ({"seq","op","in"}) and waits for its answer.
  ///
  /// @return the answer frame; Errc::timed_out, Errc::io (the program ended), Errc::too_large, or
  ///         as parse_answer.
  [[nodiscard]] Result<Json> ask(const Json& request);

  [[nodiscard]] const Hello& hello() const noexcept;
  /// What the program wrote to stderr, its end.
  [[nodiscard]] const std::string& log() const noexcept;

 private:
  struct State;
  explicit ExecCodec(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::adapters::exec
