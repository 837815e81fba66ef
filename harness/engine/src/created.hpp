/// @file
/// What a case made on the system under test, and what of it stays there.

#pragma once

#include "plumbline/harness/bench.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// A resource that a case made.
struct Created {
  Peer* peer = nullptr;  ///< over which
  std::string uri;       ///< empty when nothing tells
  std::string parent;    ///< To of its CREATE
  std::string label;     ///< of the exchange that made it
  std::string from;      ///< who made it
  bool removed = false;  ///< by a DELETE of its own
};

/// Whether `address`, as a request names it, is SP-relative or absolute and lies at the CSE `cse`,
/// an SP-relative CSE-ID.
[[nodiscard]] bool lies_at(std::string_view address, std::string_view cse);

/// What is left of `created`, which is in the order in which it was made: its address, or in words
/// what has none. What was removed is not left, nor is what lay below it and went with it.
[[nodiscard]] std::vector<std::string> left_of(const std::vector<Created>& created);

}  // namespace plumbline::harness
