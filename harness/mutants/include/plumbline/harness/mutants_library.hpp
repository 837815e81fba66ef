/// @file
/// Every faulty implementation, by explicit list.

#pragma once

#include "plumbline/harness/mutant.hpp"

#include <vector>

namespace plumbline::harness {

[[nodiscard]] std::vector<Mutant> all_mutants();

}  // namespace plumbline::harness
