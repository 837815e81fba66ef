#include "plumbline/harness/campaign.hpp"

#include "plumbline/crypto/random.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace plumbline::harness {
namespace {

// Worker threads of one campaign; they share the next index, the sink and nothing else.
class Crew {
 public:
  Crew(const std::vector<PlannedCase>& planned,
       const CampaignContext& context,
       const RunOptions& options)
      : planned_(planned),
        context_(context),
        options_(options),
        results_(planned.size()) {}

  void work() {
    while (!stopped()) {
      const std::size_t index = next_.fetch_add(1);
      if (index >= planned_.size()) {
        return;
      }
      hand_in(index, perform(planned_[index]));
    }
  }

  // Results of the cases that ran, in planned order.
  std::vector<CaseResult> results() {
    std::vector<CaseResult> out;
    for (auto& result : results_) {
      if (result) {
        out.push_back(std::move(*result));
      }
    }
    return out;
  }

 private:
  [[nodiscard]] bool stopped() const {
    return stop_ || (options_.interrupted != nullptr && *options_.interrupted);
  }

  CaseResult perform(const PlannedCase& planned) {
    const auto turns = take_turns(planned);
    CaseResult result = run_case(planned, context_);
    if (options_.control_runs && result.verdict == Verdict::fail) {
      name_culprit(planned, result);
    }
    return result;
  }

  // In the order of their names, so that no two cases wait for each other.
  std::vector<std::unique_lock<std::mutex>> take_turns(const PlannedCase& planned) {
    std::vector<std::unique_lock<std::mutex>> out;
    if (context_.shared_state) {
      for (const std::string& name : context_.shared_state(planned)) {
        std::unique_lock table{turns_table_};
        std::mutex& turn = turns_[name];
        table.unlock();
        out.emplace_back(turn);
      }
    }
    return out;
  }

  // The same case against the reference decides between the SUT and the tester.
  void name_culprit(const PlannedCase& planned, CaseResult& result) const {
    const Slots reference;
    const CampaignContext control{
        .world = context_.control_world ? *context_.control_world : context_.world,
        .workshop = context_.workshop,
        .slots = reference,
        .seed = context_.seed,
        .run_key = context_.run_key,
        .timeout_scale = context_.timeout_scale,
        .again = {},
        .shared_state = {},
        .control_world = nullptr};
    const CaseResult reference_result = run_case(planned, control);
    if (reference_result.verdict == Verdict::pass) {
      result.culprit_reasons.emplace_back("the reference passes this case");
    } else {
      result.culprit = Culprit::tester;
      result.culprit_reasons.push_back("the reference does not pass this case either: " +
                                       std::string{name_of(reference_result.verdict)});
    }
  }

  void hand_in(std::size_t index, CaseResult result) {
    const std::scoped_lock lock{sink_};
    const bool bad = result.verdict != Verdict::pass && result.verdict != Verdict::not_applicable;
    if (options_.fail_fast && bad) {
      stop_ = true;
    }
    if (options_.finished) {
      options_.finished(result);
    }
    results_[index] = std::move(result);
  }

  const std::vector<PlannedCase>& planned_;
  const CampaignContext& context_;
  const RunOptions& options_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex turns_table_;
  std::map<std::string, std::mutex> turns_;  ///< by name of shared state
  std::mutex sink_;
  std::vector<std::optional<CaseResult>> results_;
};

}  // namespace

CampaignResult run_campaign(const std::vector<PlannedCase>& planned,
                            const CampaignContext& context,
                            const RunOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Crew crew{planned, context, options};
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::max(1U, options.workers); ++i) {
      threads.emplace_back([&crew] { crew.work(); });
    }
    crew.work();
  }
  CampaignResult result;
  result.seed = context.seed;
  result.planned = planned.size();
  result.cases = crew.results();
  result.dialect = declared_deviations(context.slots, result.cases);
  result.partial = result.cases.size() != planned.size();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

std::vector<DeclaredDeviation> declared_deviations(const Slots& slots,
                                                   const std::vector<CaseResult>& cases) {
  std::vector<DeclaredDeviation> out;
  for (const auto& [role, endpoint] : slots.sut) {
    for (const Deviation deviation : endpoint.dialect) {
      const std::string name{name_of(deviation)};
      const auto needed = std::ranges::count_if(cases, [&](const CaseResult& result) {
        return result.role == role &&
               std::ranges::find(result.deviations, name) != result.deviations.end();
      });
      out.push_back({.role = std::string{name_of(role)},
                     .name = name,
                     .text = std::string{describe(deviation)},
                     .cases = static_cast<std::size_t>(needed)});
    }
  }
  return out;
}

std::string new_seed() {
  crypto::SystemRandom random;
  return to_hex(random.bytes(8));
}

}  // namespace plumbline::harness
