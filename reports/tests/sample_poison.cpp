#include "sample.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

namespace plumbline::reports::sample {
namespace {

using harness::CampaignResult;
using harness::CaseResult;
using harness::Evidence;

void poison_strings(Json& value, const std::string& poison) {
  if (value.is_string()) {
    value = poison;
  } else if (value.is_structured()) {
    for (Json& child : value) {
      poison_strings(child, poison);
    }
  }
}

std::shared_ptr<const Evidence> poisoned(const Evidence& from, const std::string& poison) {
  Evidence out = from;
  for (harness::Message& message : out.messages) {
    message.text = message.kind == harness::MessageKind::event ? poison : "";
    message.association = poison;
    message.octets = poison;
    message.from = message.from.empty() ? "" : poison + message.from;
    message.to = message.to.empty() ? "" : poison + message.to;
    poison_strings(message.primitive, poison);
  }
  for (harness::Observation& seen : out.observations) {
    seen.name = poison;
    seen.value = poison;
  }
  for (harness::Redaction& redaction : out.redactions) {
    redaction = {.token = poison, .what = poison};
  }
  out.left_behind = {poison};
  return std::make_shared<const Evidence>(std::move(out));
}

void poison_case(CaseResult& result, const std::string& poison, std::size_t number) {
  result.purpose = fmt::format("{}-{}", result.purpose, poison);
  result.id = fmt::format("{}-{}", number, poison);
  result.title = result.binding = result.variant = poison;
  result.requirements = {poison};
  result.reason = result.evidence_file = poison;
  result.culprit_reasons = {poison};
  for (harness::AssertionResult& assertion : result.assertions) {
    assertion.requirement = assertion.clause = assertion.text = poison;
    assertion.expected = assertion.observed = poison;
  }
  if (!result.story.requirement.empty()) {
    result.story = {poison, poison, poison, poison, poison, poison};
  }
  result.left_behind = {poison};
  if (result.evidence != nullptr) {
    result.evidence = poisoned(*result.evidence, poison);
  }
}

Json requirement(std::string_view id,
                 std::string_view clause,
                 const std::vector<std::string>& roles,
                 std::string_view text) {
  return {{"id", id},
          {"group", id.substr(0, 2)},
          {"source", {{"document", "TR-0012"}, {"clause", clause}}},
          {"roles", roles},
          {"level", id == "AR-02" ? "O" : "M"},
          {"text", text}};
}

}  // namespace

CampaignResult poisoned_campaign(std::string_view poison, std::size_t cases) {
  const std::string text{poison};
  CampaignResult out = mixed_campaign();
  if (cases != 0) {
    std::erase_if(out.cases, [](const auto& c) { return c.verdict != harness::Verdict::fail; });
    out.cases.resize(cases);
  }
  out.sut = {.name = text, .version = text, .vendor = text, .roles = {text}};
  out.seed = out.started = out.command = out.tool_version = text;
  out.notes = {text};
  for (std::size_t i = 0; i < out.cases.size(); ++i) {
    poison_case(out.cases[i], text, i);
  }
  return out;
}

harness::Catalogue catalogue() {
  const Json requirements{
      requirement("AR-01", "7.3.1 step 1", {"AE-src"}, "Data is protected before it leaves."),
      requirement("AR-02", "7.3.1 step 1b", {"AE-src", "TEF"}, "The TEF may make the credential."),
      requirement("AR-04", "7.3.1 step 3", {"TEF"}, "A registration gets a unique Credential-Id."),
      requirement("AR-06", "7.3.1 step 4c", {"TEF"}, "Every registration expires."),
      requirement("AR-10", "7.3.1 step 9", {"HCSE"}, "Without the privilege nothing is hosted."),
      requirement("AR-12", "7.3.1 step 14", {"HCSE"}, "What was hosted comes back unchanged."),
      requirement("AR-13", "7.3.1 step 16", {"TEF"}, "Only authorized clients get a credential."),
      requirement("AR-14", "7.3.1 step 19", {"AE-cli"}, "A changed octet is detected."),
      requirement("AR-15", "S0 step 4a", {"TEF"}, "No two registrations share an id."),
      requirement("AR-17", "7.3.1 step 7", {"AE-src", "HCSE"}, "Hosting needs an association."),
      requirement("DS-08", "7.3.2.2 step 3", {"AE-src", "TEF"}, "A container has its own keys."),
      requirement("DS-10", "7.3.2.2 step 3", {"AE-src"}, "The IV is new for every encryption."),
      requirement("DS-18", "7.3.2.2 step 19", {"TEF"}, "No key above the provisioning depth."),
      requirement("DS-22", "7.3.2.2 step 20", {"AE-cli"}, "The tag is verified before use."),
      requirement("MA-01", "7.4.1.2", {"EEP"}, "The master key is derived from Kpsa.")};
  return harness::Catalogue::from_json({{"requirements", requirements}}).value();
}

}  // namespace plumbline::reports::sample
