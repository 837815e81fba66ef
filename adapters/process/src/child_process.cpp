#include "plumbline/adapters/process/child_process.hpp"

#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iterator>
#include <utility>

extern char** environ;

namespace plumbline::adapters::process {

namespace {

constexpr std::size_t kChunk = 65536;
/// As shells report the end by a signal.
constexpr int kSignalled = 128;

Error io_failure(const std::string& what, int code) {
  return fail(Errc::io, what + ": " + std::strerror(code));
}

/// Two ends of a stream, both closed at exec. A socket, because writing to one need not raise
/// SIGPIPE when the other end is gone.
struct Ends {
  Descriptor ours;
  Descriptor theirs;
};

Result<Ends> make_ends() {
  std::array<int, 2> numbers{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers.data()) != 0) {
    return io_failure("socketpair", errno);
  }
  return Ends{.ours = Descriptor{numbers[0]}, .theirs = Descriptor{numbers[1]}};
}

/// posix_spawn's two option objects.
class SpawnOptions {
 public:
  SpawnOptions() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
  }

  ~SpawnOptions() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }

  SpawnOptions(const SpawnOptions&) = delete;
  SpawnOptions& operator=(const SpawnOptions&) = delete;
  SpawnOptions(SpawnOptions&&) = delete;
  SpawnOptions& operator=(SpawnOptions&&) = delete;

  void redirect(const Descriptor& from, int to) {
    ::posix_spawn_file_actions_adddup2(&actions_, from.number(), to);
  }

  void change_directory(const std::string& directory) {
    ::posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
  }

  [[nodiscard]] int spawn(pid_t& pid, const std::vector<std::string>& command) const {
    std::vector<char*> arguments;
    std::vector<std::string> copies = command;
    std::transform(copies.begin(), copies.end(), std::back_inserter(arguments), [](auto& text) {
      return text.data();
    });
    arguments.push_back(nullptr);
    return ::posix_spawnp(
        &pid, arguments.front(), &actions_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// Waits until the process is a zombie, at most `at_most`.
void await_end(pid_t pid, std::chrono::milliseconds at_most) {
  const Descriptor process{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
  pollfd waiting{.fd = process.number(), .events = POLLIN, .revents = 0};
  ::poll(&waiting, 1, static_cast<int>(at_most.count()));
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

Descriptor::~Descriptor() {
  close();
}

void Descriptor::close() noexcept {
  if (number_ >= 0) {
    ::close(std::exchange(number_, -1));
  }
}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const std::vector<std::string>& command,
                                                          const std::string& working_directory) {
  PLUMBLINE_TRY(Ends input, make_ends());
  PLUMBLINE_TRY(Ends output, make_ends());
  PLUMBLINE_TRY(Ends log, make_ends());
  SpawnOptions options;
  options.redirect(input.theirs, STDIN_FILENO);
  options.redirect(output.theirs, STDOUT_FILENO);
  options.redirect(log.theirs, STDERR_FILENO);
  if (!working_directory.empty()) {
    options.change_directory(working_directory);
  }
  std::unique_ptr<ChildProcess> child{new ChildProcess};
  if (const int code = options.spawn(child->pid_, command); code != 0) {
    child->pid_ = -1;
    return io_failure("cannot start " + command.front(), code);
  }
  child->input_ = std::move(input.ours);
  child->output_ = std::move(output.ours);
  child->log_ = std::move(log.ours);
  return child;
}

ChildProcess::~ChildProcess() {
  end(std::chrono::milliseconds{0});
}

Result<std::size_t> ChildProcess::write(std::string_view octets) {
  const auto written =
      ::send(input_.number(), octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (written >= 0) {
    return static_cast<std::size_t>(written);
  }
  if (errno == EAGAIN || errno == EINTR) {
    return std::size_t{0};
  }
  return io_failure("the program does not read", errno);
}

ChildProcess::Read ChildProcess::read(Stream stream, std::string& into, std::size_t most) {
  Descriptor& source = stream == Stream::output ? output_ : log_;
  std::string chunk(std::min(kChunk, most), '\0');
  const auto got = ::recv(source.number(), chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (got > 0) {
    into.append(chunk, 0, static_cast<std::size_t>(got));
    return Read::some;
  }
  const bool later = got < 0 && (errno == EAGAIN || errno == EINTR);
  if (later) {
    return Read::none_now;
  }
  source.close();  // so that wait() does not wake for it again
  return Read::ended;
}

void ChildProcess::wait(bool to_write, std::chrono::milliseconds at_most) const {
  std::array<pollfd, 3> streams{
      pollfd{.fd = output_.number(), .events = POLLIN, .revents = 0},
      pollfd{.fd = log_.number(), .events = POLLIN, .revents = 0},
      pollfd{.fd = input_.number(), .events = to_write ? short{POLLOUT} : short{0}, .revents = 0}};
  ::poll(streams.data(), streams.size(), static_cast<int>(at_most.count()));
}

void ChildProcess::end(std::chrono::milliseconds grace) {
  if (pid_ < 0) {
    return;
  }
  input_.close();
  await_end(pid_, grace);
  ::kill(-pid_, SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

Result<int> run_to_end(const std::vector<std::string>& command, std::chrono::milliseconds at_most) {
  pid_t pid = -1;
  if (const int code = SpawnOptions{}.spawn(pid, command); code != 0) {
    return io_failure("cannot start", code);
  }
  await_end(pid, at_most);
  int status = 0;
  if (::waitpid(pid, &status, WNOHANG) != pid) {
    ::kill(-pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    return fail(Errc::timed_out, "did not end within " + std::to_string(at_most.count()) + " ms");
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}

}  // namespace plumbline::adapters::process
