/// @file
/// What a benchmark does when a call that it measures fails: it ends.

#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace plumbline::bench {

/// Throws, naming the call, unless it did what it was asked for.
inline void require(bool done, std::string_view call) {
  if (!done) {
    throw std::runtime_error{std::string{call} + " failed"};
  }
}

}  // namespace plumbline::bench
