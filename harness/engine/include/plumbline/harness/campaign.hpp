/// @file
/// A campaign: which cases, run how, with what result.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/purpose.hpp"
#include "plumbline/harness/result.hpp"
#include "plumbline/harness/slot.hpp"
#include "plumbline/harness/world.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plumbline::harness {

/// What decides which cases run.
struct Selection {
  std::string filter;  ///< ECMAScript regex, unanchored, on requirement, purpose and case ids
  std::set<std::string> only;  ///< case ids; empty: all
  std::set<std::string> bindings{"http"};
  std::vector<std::string> serializations{"json"};  ///< "json", "xml", "cbor"; of exec cases none
  /// Roles that the SUT fills, and the bindings over which it is reached in each; empty: all (the
  /// embedded reference).
  std::map<Role, std::set<std::string>> roles;
  /// ICS options that the SUT supports; nothing: every option.
  std::optional<std::set<std::string, std::less<>>> options;
};

struct PlannedCase {
  const Purpose* purpose = nullptr;
  Variant variant;
  std::string binding;
  std::string id;           ///< "<purpose>.<binding>.<variant>"
  std::string not_because;  ///< why it is not applicable; empty when it runs
};

/// Cases in the order of their purposes, bindings and variants.
///
/// @return Errc::invalid_value when the filter is no regular expression or selects nothing.
[[nodiscard]] Result<std::vector<PlannedCase>> plan(const std::vector<Purpose>& purposes,
                                                    const Selection& selection);

/// Everything that all cases of a campaign share.
struct CampaignContext {
  const World& world;
  const Workshop& workshop;
  const Slots& slots;
  std::string seed;                                    ///< 16 hex digits
  std::shared_ptr<const crypto::SecretBytes> run_key;  ///< see Redactor
  double timeout_scale = 1.0;
  std::string again = "plumbline run";  ///< start of the command that runs a case again
  /// Names of the things with one state that a case uses at the SUT: cases with a name in common
  /// run one after the other. Null: none has any.
  std::function<std::set<std::string>(const PlannedCase&)> shared_state;
  /// Who takes part when a case is run once more against the reference; null: the same.
  const World* control_world = nullptr;
};

/// Runs one case: stimulus, postamble, judge. Whatever goes wrong is in the verdict.
[[nodiscard]] CaseResult run_case(const PlannedCase& planned, const CampaignContext& context);

struct RunOptions {
  unsigned workers = 1;
  bool fail_fast = false;
  const std::atomic<bool>* interrupted = nullptr;  ///< polled between cases
  /// A non-pass of a SUT or mutant is run once more against the reference, to name the culprit.
  bool control_runs = true;
  /// Called for every finished case, in order of finishing, from one thread at a time.
  std::function<void(CaseResult&)> finished;
};

/// Runs the planned cases on `options.workers` threads. The results are in planned order.
[[nodiscard]] CampaignResult run_campaign(const std::vector<PlannedCase>& planned,
                                          const CampaignContext& context,
                                          const RunOptions& options);

/// What the endpoints of `slots` declare, with how many of `cases` needed it.
[[nodiscard]] std::vector<DeclaredDeviation> declared_deviations(
    const Slots& slots, const std::vector<CaseResult>& cases);

/// "4f1c…": 16 hex digits from the machine's random source.
[[nodiscard]] std::string new_seed();

}  // namespace plumbline::harness
