#include "plumbline/adapters/process/bounded_line.hpp"

#include <istream>
#include <streambuf>

namespace plumbline::adapters::process {

LineEnd read_line(std::istream& in, std::size_t at_most, std::string& line) {
  line.clear();
  std::streambuf& buffer = *in.rdbuf();  // the stream's own get() costs a check for each octet
  while (true) {
    const auto c = buffer.sbumpc();
    if (c == std::istream::traits_type::eof()) {
      return line.empty() ? LineEnd::input : LineEnd::line;
    }
    if (c == '\n') {
      return LineEnd::line;
    }
    if (line.size() == at_most) {
      return LineEnd::bound;
    }
    line.push_back(std::istream::traits_type::to_char_type(c));
  }
}

}  // namespace plumbline::adapters::process
