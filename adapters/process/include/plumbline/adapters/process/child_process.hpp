/// @file
/// A program with pipes to its standard streams; nothing here blocks but its end and `wait`.

#pragma once

#include "plumbline/core/result.hpp"

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::process {

/// Closes on destruction.
class Descriptor {
 public:
  Descriptor() = default;

  explicit Descriptor(int number) noexcept : number_(number) {}

  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const noexcept { return number_; }

  void close() noexcept;

 private:
  int number_ = -1;
};

class ChildProcess {
 public:
  /// Starts `command` in a process group of its own.
  /// @return Errc::io with the reason.
  [[nodiscard]] static Result<std::unique_ptr<ChildProcess>> start(
      const std::vector<std::string>& command, const std::string& working_directory);
  /// end() without grace, unless it was called.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ChildProcess(ChildProcess&&) = delete;
  ChildProcess& operator=(ChildProcess&&) = delete;

  /// Writes what the pipe takes now.
  /// @return how many octets; Errc::io when nobody reads any more.
  [[nodiscard]] Result<std::size_t> write(std::string_view octets);

  enum class Stream { output, log };
  enum class Read { some, none_now, ended };
  /// Appends what is there now, at most `most` octets.
  [[nodiscard]] Read read(Stream stream, std::string& into, std::size_t most);

  /// Blocks until there is output or log to read (or, with `to_write`, room for input), or a stream
  /// ended, or `at_most` has passed.
  void wait(bool to_write, std::chrono::milliseconds at_most) const;

  /// Ends the program's input, waits for its end at most `grace`, then kills its process group.
  void end(std::chrono::milliseconds grace);

 private:
  ChildProcess() = default;

  pid_t pid_ = -1;
  Descriptor input_;
  Descriptor output_;
  Descriptor log_;
};

/// Runs `command` on the caller's own standard streams, in a process group of its own, to its end;
/// the group is killed when that takes longer than `at_most`.
/// @return the exit status, or 128 + the signal that ended it; Errc::io when it cannot be started,
///   Errc::timed_out.
[[nodiscard]] Result<int> run_to_end(const std::vector<std::string>& command,
                                     std::chrono::milliseconds at_most);

}  // namespace plumbline::adapters::process
