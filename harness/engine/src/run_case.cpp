#include "plumbline/harness/campaign.hpp"

#include "case_bench.hpp"
#include "story.hpp"

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

// Runs stimulus and postamble; returns what they recorded.
Evidence perform(const PlannedCase& planned, const CampaignContext& context) {
  CaseBench bench{{.purpose = *planned.purpose,
                   .variant = planned.variant,
                   .binding = planned.binding,
                   .case_id = planned.id,
                   .seed = context.seed,
                   .world = context.world,
                   .workshop = context.workshop,
                   .slots = context.slots,
                   .run_key = context.run_key,
                   .timeout_scale = context.timeout_scale}};
  std::string broken;
  try {
    planned.purpose->stimulus(bench);
  } catch (const StimulusEnded& ended) {
    bench.observe("ended", ended.what(), 0);
  } catch (const PreambleRefused& refused) {
    bench.observe(std::string{kPreambleRefused}, refused.what(), refused.message());
  } catch (const std::exception& fault) {
    broken = fault.what();
  }
  try {
    bench.postamble();
  } catch (const std::exception& fault) {
    broken = broken.empty() ? fault.what() : broken;
  }
  Evidence evidence = bench.take_evidence();
  evidence.broken = std::move(broken);
  return evidence;
}

CaseResult frame_of(const PlannedCase& planned) {
  const Purpose& purpose = *planned.purpose;
  CaseResult result;
  result.id = planned.id;
  result.purpose = purpose.id;
  result.title = purpose.title;
  result.role = purpose.role;
  result.binding = planned.binding;
  result.variant = text_of(planned.variant);
  result.requirements = purpose.requirements;
  return result;
}

void conclude(CaseResult& result, Judgement judgement) {
  result.verdict = judgement.verdict;
  result.culprit = judgement.culprit;
  result.reason = std::move(judgement.reason);
  result.assertions = std::move(judgement.assertions);
}

// What the SUT file declares and this case met.
std::vector<std::string> deviations_in(const Evidence& evidence) {
  std::vector<std::string> out;
  for (const Observation& seen : evidence.observations) {
    if (seen.name == kDeclaredDeviation) {
      out.push_back(seen.value.get<std::string>());
    }
  }
  return out;
}

}  // namespace

CaseResult run_case(const PlannedCase& planned, const CampaignContext& context) {
  CaseResult result = frame_of(planned);
  if (!planned.not_because.empty()) {
    result.verdict = Verdict::not_applicable;
    result.reason = planned.not_because;
    return result;
  }
  const auto start = std::chrono::steady_clock::now();
  try {
    Evidence evidence = perform(planned, context);
    conclude(result, judge(*planned.purpose, evidence));
    result.left_behind = evidence.left_behind;
    result.deviations = deviations_in(evidence);
    const std::string form = serialization_of(planned.variant);
    const std::string over =
        (planned.binding == kExecBinding ? std::string{} : " --binding " + planned.binding) +
        (form == "json" ? std::string{} : " --serialization " + form);
    const std::string again =
        context.again + over + " --filter '" + planned.purpose->id + "' --seed " + context.seed;
    result.story = story_of(result, evidence, again);
    result.evidence = std::make_shared<const Evidence>(std::move(evidence));
  } catch (const std::exception& fault) {
    conclude(result,
             {.verdict = Verdict::error,
              .culprit = Culprit::tester,
              .assertions = {},
              .reason = fault.what()});
  }
  result.duration_us = std::chrono::duration_cast<std::chrono::microseconds>(
                           std::chrono::steady_clock::now() - start)
                           .count();
  return result;
}

}  // namespace plumbline::harness
