/// @file
/// Another program, line by line. Not installed.

#pragma once

#include <string>
#include <vector>

namespace plumbline::testing {

class Program {
 public:
  /// argv[0] is its path.
  explicit Program(std::vector<std::string> argv);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  Program(Program&&) = delete;
  Program& operator=(Program&&) = delete;

  void write_line(std::string line) const;

  /// Empty at the end.
  [[nodiscard]] std::string read_line();

 private:
  int child_ = -1;
  int socket_ = -1;  ///< its standard input and output
};

}  // namespace plumbline::testing
