/// @file
/// Lines of a peer that may never end one.

#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>

namespace plumbline::adapters::process {

enum class LineEnd : std::uint8_t {
  line,   ///< `line` is whole; the input's end ends a line too
  input,  ///< nothing is left
  bound,  ///< `line` would be longer than allowed; the rest is unread
};

/// Reads to the end of a line, of the input, or of `at_most` octets.
LineEnd read_line(std::istream& in, std::size_t at_most, std::string& line);

}  // namespace plumbline::adapters::process
