#include "plumbline/harness/mutant.hpp"

#include "plumbline/harness/binding_differences.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace plumbline::harness {
namespace {

const Purpose* purpose_named(const std::vector<Purpose>& purposes, const std::string& id) {
  const auto at = std::ranges::find(purposes, id, &Purpose::id);
  return at == purposes.end() ? nullptr : &*at;
}

Result<void> check_declaration(const Mutant& mutant, const std::vector<Purpose>& purposes) {
  const Purpose* purpose = purpose_named(purposes, mutant.purpose);
  if (purpose == nullptr) {
    return fail(Errc::invalid_value,
                "mutant " + mutant.name + " declares unknown purpose " + mutant.purpose);
  }
  const auto spec = std::ranges::find(purpose->assertions, mutant.assertion, &AssertionSpec::id);
  if (spec == purpose->assertions.end() || spec->kind != AssertionKind::primary) {
    return fail(Errc::invalid_value,
                "mutant " + mutant.name + " declares " + mutant.target() +
                    ", which is no primary assertion");
  }
  const auto runs_over = bindings_of(*purpose);
  for (const std::string& binding : mutant.bindings) {
    if (std::ranges::find(runs_over, binding) == runs_over.end()) {
      return fail(Errc::invalid_value,
                  "mutant " + mutant.name + " declares " + binding + ", where " + purpose->id +
                      " does not run");
    }
  }
  const auto has_variant = [&](const Variant& variant) {
    return text_of(variant) == mutant.variant;
  };
  if (purpose->role != mutant.role ||
      (!mutant.variant.empty() && std::ranges::none_of(purpose->variants, has_variant))) {
    return fail(Errc::invalid_value,
                "mutant " + mutant.name + " declares a case of another role or variant");
  }
  return success();
}

// Bindings of the declared case on which the fault shows.
std::vector<std::string> bindings_of(const Mutant& mutant, const Purpose& purpose) {
  return mutant.bindings.empty() ? bindings_of(purpose) : mutant.bindings;
}

// The case that a mutant declares, among the planned ones.
bool is_declared(const PlannedCase& planned, const Mutant& mutant) {
  if (planned.purpose->id != mutant.purpose) {
    return false;
  }
  if (mutant.variant.empty()) {
    return planned.purpose->variants.empty() ||
           text_of(planned.variant) == text_of(planned.purpose->variants.front());
  }
  return text_of(planned.variant) == mutant.variant;
}

class MutationRun {
 public:
  MutationRun(const std::vector<Mutant>& mutants,
              const std::vector<Purpose>& purposes,
              const std::vector<PlannedCase>& planned,
              const CampaignContext& context,
              const MutationOptions& options)
      : mutants_(mutants),
        purposes_(purposes),
        planned_(planned),
        context_(context),
        options_(options),
        outcomes_(mutants.size()) {}

  void work() {
    for (std::size_t i = next_.fetch_add(1); i < mutants_.size(); i = next_.fetch_add(1)) {
      outcomes_[i] = examine(mutants_[i]);
      if (options_.finished) {
        const std::scoped_lock lock{sink_};
        options_.finished(outcomes_[i]);
      }
    }
  }

  std::vector<MutantOutcome> take() { return std::move(outcomes_); }

 private:
  MutantOutcome examine(const Mutant& mutant) {
    MutantOutcome outcome{.mutant = &mutant};
    Slots slots;
    slots.fault = mutant.fault;
    CampaignContext context{context_.world,
                            context_.workshop,
                            slots,
                            context_.seed,
                            context_.run_key,
                            context_.timeout_scale,
                            context_.again,
                            {},
                            nullptr};
    const std::set<std::string> shown = where_it_shows(mutant);
    std::vector<std::string> why_not;
    for (const PlannedCase& planned : planned_) {
      const bool declared = is_declared(planned, mutant);
      const bool shows = shown.contains(planned.binding);
      // Where the fault does not show, its case is what the others differ from.
      const bool compared = declared && options_.bindings.contains(planned.binding);
      const bool any = shows && !options_.declared_only;
      if (planned.purpose->role == mutant.role && (any || (declared && (shows || compared)))) {
        CaseResult result = run_case(planned, context);
        note(result, outcome);
        if (declared && shows) {
          why_not.push_back(conclude(planned, result, outcome));
        }
        outcome.cases.push_back(std::move(result));
      }
    }
    why_not.push_back(unseen_difference(mutant, shown, outcome));
    std::erase(why_not, std::string{});
    outcome.killed = why_not.empty();
    outcome.why_not = why_not.empty() ? std::string{} : why_not.front();
    return outcome;
  }

  // Bindings that this mutant is examined on.
  [[nodiscard]] std::set<std::string> where_it_shows(const Mutant& mutant) const {
    const auto on = bindings_of(mutant, *purpose_named(purposes_, mutant.purpose));
    if (options_.bindings.empty() || on.front() == kExecBinding) {
      return {on.front()};
    }
    std::set<std::string> out{on.begin(), on.end()};
    std::erase_if(out, [&](const auto& binding) { return !options_.bindings.contains(binding); });
    return out;
  }

  // A fault that shows on some of the bindings has to be told as a difference between them.
  [[nodiscard]] std::string unseen_difference(const Mutant& mutant,
                                              const std::set<std::string>& shown,
                                              const MutantOutcome& outcome) const {
    const bool elsewhere = std::ranges::any_of(
        outcome.cases, [&](const CaseResult& result) { return !shown.contains(result.binding); });
    const auto differences = binding_differences(outcome.cases);
    const bool told = std::ranges::any_of(differences, [&](const BindingDifference& difference) {
      return difference.purpose == mutant.purpose;
    });
    return !elsewhere || told ? std::string{}
                              : "no difference between bindings was told for " + mutant.purpose;
  }

  // A failure counts only where nothing else than the mutant can be its cause.
  void note(const CaseResult& result, MutantOutcome& outcome) const {
    if (result.verdict != Verdict::fail || result.culprit != Culprit::sut) {
      return;
    }
    for (const AssertionResult& assertion : result.assertions) {
      const std::string id = result.purpose + "/" + assertion.id;
      if (assertion.kind == AssertionKind::primary && !assertion.holds && id != options_.without) {
        outcome.kills.insert(id);
      }
    }
  }

  // Why the declared case did not catch the mutant; empty when it did.
  std::string conclude(const PlannedCase& planned,
                       const CaseResult& result,
                       const MutantOutcome& outcome) {
    const std::string over = " over " + planned.binding;
    const auto target =
        std::ranges::find(result.assertions, outcome.mutant->assertion, &AssertionResult::id);
    const bool failed = target != result.assertions.end() && !target->holds;
    if (!failed || !outcome.kills.contains(outcome.mutant->target())) {
      return outcome.mutant->target() + " did not fail" + over + ": verdict " +
             std::string{name_of(result.verdict)} +
             (result.reason.empty() ? "" : ", " + result.reason);
    }
    const Verdict reference = reference_verdict(planned);
    return reference == Verdict::pass ? std::string{}
                                      : "the reference does not pass this case" + over + ": " +
                                            std::string{name_of(reference)};
  }

  Verdict reference_verdict(const PlannedCase& planned) {
    {
      const std::scoped_lock lock{reference_};
      if (const auto at = verdicts_.find(planned.id); at != verdicts_.end()) {
        return at->second;
      }
    }
    const Slots none;
    const CampaignContext context{context_.world,
                                  context_.workshop,
                                  none,
                                  context_.seed,
                                  context_.run_key,
                                  context_.timeout_scale,
                                  context_.again,
                                  {},
                                  nullptr};
    const Verdict verdict = run_case(planned, context).verdict;
    const std::scoped_lock lock{reference_};
    verdicts_[planned.id] = verdict;
    return verdict;
  }

  const std::vector<Mutant>& mutants_;
  const std::vector<Purpose>& purposes_;
  const std::vector<PlannedCase>& planned_;
  const CampaignContext& context_;
  const MutationOptions& options_;
  std::vector<MutantOutcome> outcomes_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex sink_;
  std::mutex reference_;
  std::map<std::string, Verdict> verdicts_;
};

}  // namespace

bool shows_on(const Mutant& mutant, const Purpose& purpose, const std::set<std::string>& bindings) {
  const auto on = bindings_of(mutant, purpose);
  return bindings.empty() || on.front() == kExecBinding ||
         std::ranges::any_of(on, [&](const auto& binding) { return bindings.contains(binding); });
}

Result<std::vector<MutantOutcome>> run_mutants(const std::vector<Mutant>& mutants,
                                               const std::vector<Purpose>& purposes,
                                               const CampaignContext& context,
                                               const MutationOptions& options) {
  for (const Mutant& mutant : mutants) {
    PLUMBLINE_TRY(check_declaration(mutant, purposes));
  }
  Selection everywhere;
  everywhere.bindings = {"http", "coap", "mqtt"};
  PLUMBLINE_TRY(const auto planned, plan(purposes, everywhere));
  MutationRun run{mutants, purposes, planned, context, options};
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::max(1U, options.workers); ++i) {
      threads.emplace_back([&run] { run.work(); });
    }
    run.work();
  }
  return run.take();
}

Json to_json(const std::vector<MutantOutcome>& outcomes) {
  Json survivors = Json::array();
  Json kills = Json::object();
  for (const MutantOutcome& outcome : outcomes) {
    if (!outcome.killed) {
      survivors.push_back(outcome.mutant->name);
    }
    kills[outcome.mutant->name] = outcome.kills;
  }
  const std::size_t killed = outcomes.size() - survivors.size();
  return {{"total", outcomes.size()},
          {"killed", killed},
          {"survivors", std::move(survivors)},
          {"kills", std::move(kills)}};
}

Json kill_matrix(const std::vector<MutantOutcome>& outcomes) {
  Json matrix = Json::object();
  for (const MutantOutcome& outcome : outcomes) {
    matrix[outcome.mutant->name] = {{"target", outcome.mutant->target()}, {"kills", outcome.kills}};
  }
  return matrix;
}

std::vector<std::string> unneeded_assertions(const std::vector<Purpose>& purposes,
                                             const Json& matrix) {
  std::set<std::string> needed;
  for (const auto& [name, row] : matrix.items()) {
    if (row.at("kills").size() == 1) {
      needed.insert(row.at("kills").front().get<std::string>());
    }
  }
  std::vector<std::string> out;
  for (const Purpose& purpose : purposes) {
    for (const AssertionSpec& assertion : purpose.assertions) {
      const std::string id = purpose.id + "/" + assertion.id;
      if (assertion.kind == AssertionKind::primary && !needed.contains(id)) {
        out.push_back(id);
      }
    }
  }
  return out;
}

}  // namespace plumbline::harness
