/// @file
/// How a source chooses algorithm sets for an envelope.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/esf/algorithm_sets.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plumbline::esf {

/// What the source knows of one target: configured, or retrieved from a Facilitator.
struct TargetProfile {
  std::string id;
  AlgorithmSets supported;
  /// Sets for which the source has the credential: key of the target or shared with it.
  std::vector<KeAlgSet> credentials;
};

/// What the source supports, in its order of preference, and has.
struct SourceProfile {
  AlgorithmSets supported;
  std::vector<jose::JwsAlg> signatures;  ///< those that its signing key can make
};

/// What the security profile of the target data asks for.
struct Demand {
  std::optional<PayloadSecurity> payload;  ///< absent: any class
  int strength = 0;                        ///< bits that every algorithm has at least
};

struct Choice {
  PsAlgSet ps;
  /// One for each target in their order; of one element where all share a master key (TTP, PSK);
  /// none with a signature alone.
  std::vector<KeAlgSet> ke;
};

/// The first payload set in the source's order that all targets support and for which there are
/// key establishment sets, each the first in the source's order that goes.
///
/// A payload set with a secret key takes key establishment; several targets take one master key
/// that all of them have, or key encryption for each. What is signed takes a key that signs so.
///
/// @source TR-0012 clauses 6.2.2.2.1.3 and 6.2.2.3 step 3 b
/// @return Errc::not_found when nothing is common to all; Errc::invalid_value without a target.
[[nodiscard]] Result<Choice> choose_algorithm_sets(const SourceProfile& source,
                                                   std::span<const TargetProfile> targets,
                                                   const Demand& demand);

}  // namespace plumbline::esf
