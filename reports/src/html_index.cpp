#include "html_index.hpp"

#include "headline.hpp"
#include "peculiarities.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using harness::CaseResult;
using harness::Verdict;

// The index is read in whole when the page opens; longer texts stand in the evidence blocks.
constexpr std::size_t kTextLimit = 1000;

std::string text(std::string_view value) {
  return clipped(value, kTextLimit);
}

std::vector<std::string> texts(const std::vector<std::string>& values) {
  std::vector<std::string> out;
  out.reserve(values.size());
  for (const std::string& value : values) {
    out.push_back(text(value));
  }
  return out;
}

Json purpose_json(const CampaignResult& result, const PurposeGroup& group) {
  const CaseResult& first = result.cases[group.cases.front()];
  return {{"id", text(group.id)},
          {"title", text(first.title)},
          {"role", harness::name_of(first.role)},
          {"requirements", texts(first.requirements)}};
}

Json reason_json(const Reason& reason) {
  return {{"id", text(reason.id)},
          {"title", text(reason.title)},
          {"detail", text(reason.detail)},
          {"verdict", harness::name_of(reason.verdict)},
          {"culprit", harness::name_of(reason.culprit)}};
}

Json case_json(const CaseResult& result) {
  return {{"id", text(result.id)},
          {"binding", text(result.binding)},
          {"variant", text(result.variant)},
          {"verdict", harness::name_of(counted_as(result.verdict))},
          {"culprit", harness::name_of(result.culprit)},
          {"us", result.duration_us}};
}

Json cases_json(const CampaignResult& result,
                const std::vector<PurposeGroup>& purposes,
                const std::vector<Reason>& reasons) {
  Json cases = Json::array();
  for (const CaseResult& entry : result.cases) {
    cases.push_back(case_json(entry));
  }
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    for (const std::size_t at : purposes[i].cases) {
      cases[at]["purpose"] = i;
    }
  }
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    for (const std::size_t at : reasons[i].cases) {
      cases[at]["reason"] = i;
    }
  }
  return cases;
}

Json declared_json(const harness::DeclaredDeviation& declared) {
  return {{"line", text(line_of(declared))},
          {"text", text(declared.text)},
          {"needed", declared.cases != 0}};
}

Json difference_json(const harness::BindingDifference& difference) {
  Json bindings = Json::array();
  for (const harness::BindingOutcome& outcome : difference.bindings) {
    bindings.push_back({{"binding", text(outcome.binding)},
                        {"verdict", harness::name_of(counted_as(outcome.verdict))},
                        {"showed", texts(outcome.showed)}});
  }
  return {{"purpose", text(difference.purpose)},
          {"variant", text(difference.variant)},
          {"bindings", std::move(bindings)}};
}

Json requirements_json(const harness::Catalogue* catalogue) {
  Json out = Json::array();
  if (catalogue == nullptr) {
    return out;
  }
  for (const harness::Requirement& requirement : catalogue->all()) {
    out.push_back({{"id", requirement.id},
                   {"group", requirement.group},
                   {"source", fmt::format("{} {}", requirement.document, requirement.clause)},
                   {"roles", requirement.roles},
                   {"level", requirement.level},
                   {"text", requirement.text}});
  }
  return out;
}

template <typename Items, typename Make>
Json array_of(const Items& items, Make make) {
  Json out = Json::array();
  for (const auto& item : items) {
    out.push_back(make(item));
  }
  return out;
}

}  // namespace

std::vector<PurposeGroup> purposes_of(const CampaignResult& result) {
  std::vector<PurposeGroup> groups;
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < result.cases.size(); ++i) {
    const auto [at, is_new] = places.try_emplace(result.cases[i].purpose, groups.size());
    if (is_new) {
      groups.emplace_back().id = result.cases[i].purpose;
    }
    groups[at->second].cases.push_back(i);
  }
  return groups;
}

Json html_index(const CampaignResult& result,
                const std::vector<PurposeGroup>& purposes,
                const std::vector<Reason>& reasons,
                const harness::Catalogue* catalogue) {
  std::size_t open = 0;
  for (const Reason& reason : reasons) {
    open += reason.verdict == Verdict::not_applicable ? 0U : 1U;
  }
  const Headline headline = headline_of(result, open);
  const harness::Summary sum = result.summary();
  return {{"tool", result.tool_version},
          {"sut",
           {{"name", text(result.sut.name)},
            {"version", text(result.sut.version)},
            {"vendor", text(result.sut.vendor)},
            {"roles", texts(result.sut.roles)}}},
          {"seed", text(result.seed)},
          {"started", text(result.started)},
          {"seconds", result.seconds},
          {"command", text(result.command)},
          {"partial", result.partial},
          {"planned", result.planned},
          {"notes", texts(result.notes)},
          {"dialect", array_of(result.dialect, declared_json)},
          {"differences", array_of(harness::binding_differences(result.cases), difference_json)},
          {"state", headline.state},
          {"headline", headline.words},
          {"sentence", headline.sentence},
          {"summary",
           {{"pass", sum.pass},
            {"fail", sum.fail},
            {"inconclusive", sum.inconclusive},
            {"error", sum.error},
            {"not_applicable", sum.not_applicable}}},
          {"purposes",
           array_of(purposes, [&](const PurposeGroup& g) { return purpose_json(result, g); })},
          {"reasons", array_of(reasons, reason_json)},
          {"cases", cases_json(result, purposes, reasons)},
          {"requirements", requirements_json(catalogue)}};
}

}  // namespace plumbline::reports
