/// @file
/// What the composition root hands to every subcommand.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/catalogue.hpp"
#include "plumbline/harness/mutant.hpp"
#include "plumbline/harness/purpose.hpp"
#include "plumbline/harness/slot.hpp"

#include <vector>

namespace plumbline::app {

/// Exit codes, the same for every subcommand.
inline constexpr int kGood = 0;
inline constexpr int kTestFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kUnreachable = 3;
inline constexpr int kInternal = 4;

struct Tools {
  harness::Workshop workshop;
  std::vector<harness::Purpose> purposes;
  std::vector<harness::Purpose> preflight;
  std::vector<harness::Mutant> mutants;
  harness::Catalogue catalogue;
  Json kill_matrix;
};

}  // namespace plumbline::app
