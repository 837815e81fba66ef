/// @file
/// Which requirements are covered: by a purpose for every role, whose own assertion kills a mutant.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/catalogue.hpp"
#include "plumbline/harness/mutant.hpp"
#include "plumbline/harness/purpose.hpp"

#include <string>
#include <vector>

namespace plumbline::harness {

struct Coverage {
  std::string id;
  bool covered = false;
  std::vector<std::string> purposes;
  std::vector<std::string> mutants;        ///< that an assertion of this requirement kills
  std::vector<std::string> missing_roles;  ///< of the Who column, without a purpose that kills
};

/// One row per requirement of the catalogue, in its order.
/// @param matrix a kill matrix, see kill_matrix()
[[nodiscard]] std::vector<Coverage> coverage_of(const Catalogue& catalogue,
                                                const std::vector<Purpose>& purposes,
                                                const Json& matrix);

/// {requirements: [{id, covered, purposes, mutants, missing_roles}]}.
[[nodiscard]] Json to_json(const std::vector<Coverage>& rows);

}  // namespace plumbline::harness
