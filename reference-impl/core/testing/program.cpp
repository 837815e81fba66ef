#include "plumbline/testing/program.hpp"

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace plumbline::testing {

Program::Program(std::vector<std::string> argv) {
  std::array<int, 2> ends{};
  // A socket, so that a program which has ended is an error of write_line() and no signal.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw std::system_error{errno, std::generic_category(), "socketpair"};
  }
  socket_ = ends[0];
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::vector<char*> arguments;
  for (std::string& argument : argv) {
    arguments.push_back(argument.data());
  }
  arguments.push_back(nullptr);
  const int failed =
      ::posix_spawn(&child_, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failed != 0) {
    ::close(socket_);
    throw std::system_error{failed, std::generic_category(), argv.front()};
  }
}

Program::~Program() {
  ::close(socket_);
  ::waitpid(child_, nullptr, 0);
}

void Program::write_line(std::string line) const {
  line += '\n';
  if (::send(socket_, line.data(), line.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(line.size())) {
    throw std::system_error{errno, std::generic_category(), "send"};
  }
}

std::string Program::read_line() {
  std::string line;
  char letter = 0;
  while (::read(socket_, &letter, 1) == 1 && letter != '\n') {
    line += letter;
  }
  return line;
}

}  // namespace plumbline::testing
