#include "plumbline/harness/mutant.hpp"

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
              const std::vector<PlannedCase>& planned,
              const CampaignContext& context,
              const MutationOptions& options)
      : mutants_(mutants),
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
    for (const PlannedCase& planned : planned_) {
      const bool declared = is_declared(planned, mutant);
      if (planned.purpose->role == mutant.role && (declared || !options_.declared_only)) {
        CaseResult result = run_case(planned, context);
        note(result, outcome);
        if (declared) {
          conclude(planned, result, outcome);
        }
        outcome.cases.push_back(std::move(result));
      }
    }
    return outcome;
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

  void conclude(const PlannedCase& planned, const CaseResult& result, MutantOutcome& outcome) {
    if (!outcome.kills.contains(outcome.mutant->target())) {
      outcome.why_not = outcome.mutant->target() + " did not fail: verdict " +
                        std::string{name_of(result.verdict)} +
                        (result.reason.empty() ? "" : ", " + result.reason);
      return;
    }
    const Verdict reference = reference_verdict(planned);
    outcome.killed = reference == Verdict::pass;
    if (!outcome.killed) {
      outcome.why_not = "the reference does not pass this case: " + std::string{name_of(reference)};
    }
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

Result<std::vector<MutantOutcome>> run_mutants(const std::vector<Mutant>& mutants,
                                               const std::vector<Purpose>& purposes,
                                               const CampaignContext& context,
                                               const MutationOptions& options) {
  for (const Mutant& mutant : mutants) {
    PLUMBLINE_TRY(check_declaration(mutant, purposes));
  }
  PLUMBLINE_TRY(const auto planned, plan(purposes, {}));
  MutationRun run{mutants, planned, context, options};
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
