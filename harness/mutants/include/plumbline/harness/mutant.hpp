/// @file
/// Faulty implementations, and what running the suite against them shows.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/campaign.hpp"
#include "plumbline/harness/purpose.hpp"
#include "plumbline/harness/slot.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// One faulty implementation and the assertion that was made to catch it.
struct Mutant {
  std::string name;         ///< "tef-ignores-targets"
  Role role{};              ///< slot it fills
  std::string description;  ///< what it does wrong, one sentence
  std::string purpose;      ///< "AR-13-TEF-01"
  std::string variant;      ///< text of the variant that shows it; empty: the first
  std::string assertion;    ///< "A2"
  SlotFault fault;
  /// Bindings on which the fault shows; empty: each that its purpose runs over.
  std::vector<std::string> bindings = {};

  /// "AR-13-TEF-01/A2".
  [[nodiscard]] std::string target() const { return purpose + "/" + assertion; }
};

struct MutantOutcome {
  const Mutant* mutant = nullptr;
  /// On each binding it ran over the declared assertion failed in the declared case, with culprit
  /// SUT, and the unmutated run of that case passes; where its fault shows on some bindings only,
  /// binding_differences() tells of it.
  bool killed = false;
  std::string why_not;          ///< of a survivor
  std::set<std::string> kills;  ///< every primary assertion that failed with it, "AR-13-TEF-01/A2"
  std::vector<CaseResult> cases;
};

struct MutationOptions {
  unsigned workers = 1;
  bool declared_only = false;  ///< run just the case that each mutant declares
  std::string without;         ///< an assertion to leave out: what would go unseen?
  /// Bindings to run over; empty: for each mutant the first on which its fault shows.
  std::set<std::string> bindings = {};
  std::function<void(const MutantOutcome&)> finished;  ///< from one thread at a time
};

/// Whether the fault of `mutant` shows on one of `bindings`; always when there are none.
[[nodiscard]] bool shows_on(const Mutant& mutant,
                            const Purpose& purpose,
                            const std::set<std::string>& bindings);

/// Runs every mutant against the cases of its role.
///
/// @return Errc::invalid_value when a mutant declares a case or assertion that does not exist.
[[nodiscard]] Result<std::vector<MutantOutcome>> run_mutants(const std::vector<Mutant>& mutants,
                                                             const std::vector<Purpose>& purposes,
                                                             const CampaignContext& context,
                                                             const MutationOptions& options);

/// {total, killed, survivors: [names], kills: {name: [assertions]}}.
[[nodiscard]] Json to_json(const std::vector<MutantOutcome>& outcomes);

/// What is kept under version control: {name: {target, kills}}, sorted.
[[nodiscard]] Json kill_matrix(const std::vector<MutantOutcome>& outcomes);

/// Primary assertions without which no mutant would go unseen, given the kill sets.
[[nodiscard]] std::vector<std::string> unneeded_assertions(const std::vector<Purpose>& purposes,
                                                           const Json& matrix);

}  // namespace plumbline::harness
