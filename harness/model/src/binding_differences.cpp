#include "plumbline/harness/binding_differences.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace plumbline::harness {
namespace {

using Group = std::vector<const CaseResult*>;

const AssertionResult* find_assertion(const CaseResult& result, const std::string& id) {
  const auto at = std::ranges::find(result.assertions, id, &AssertionResult::id);
  return at == result.assertions.end() ? nullptr : &*at;
}

/// Assertions that were not said, or did not hold, in the same way by all cases.
std::set<std::string> differing_assertions(const Group& group) {
  std::map<std::string, std::set<bool>> outcomes;
  std::map<std::string, std::size_t> said;
  for (const CaseResult* result : group) {
    for (const AssertionResult& assertion : result->assertions) {
      outcomes[assertion.id].insert(assertion.holds);
      ++said[assertion.id];
    }
  }
  std::set<std::string> out;
  for (const auto& [id, holds] : outcomes) {
    if (holds.size() > 1 || said[id] != group.size()) {
      out.insert(id);
    }
  }
  return out;
}

BindingOutcome outcome_of(const CaseResult& result, const std::set<std::string>& assertions) {
  BindingOutcome out{.binding = result.binding, .verdict = result.verdict, .showed = {}};
  for (const std::string& id : assertions) {
    const AssertionResult* const assertion = find_assertion(result, id);
    out.showed.push_back(id + ": " + (assertion == nullptr ? "not judged" : assertion->observed));
  }
  return out;
}

bool differs(const Group& group, const std::set<std::string>& assertions) {
  return !assertions.empty() || std::ranges::any_of(group, [&](const CaseResult* result) {
    return result->verdict != group.front()->verdict;
  });
}

}  // namespace

std::vector<BindingDifference> binding_differences(const std::vector<CaseResult>& cases) {
  std::vector<std::pair<std::string, std::string>> order;
  std::map<std::pair<std::string, std::string>, Group> groups;
  for (const CaseResult& result : cases) {
    if (result.verdict != Verdict::not_applicable) {
      Group& group = groups[{result.purpose, result.variant}];
      if (group.empty()) {
        order.emplace_back(result.purpose, result.variant);
      }
      group.push_back(&result);
    }
  }
  std::vector<BindingDifference> out;
  for (const auto& key : order) {
    const Group& group = groups.at(key);
    const auto assertions = differing_assertions(group);
    if (differs(group, assertions)) {
      BindingDifference& difference = out.emplace_back(
          BindingDifference{.purpose = key.first, .variant = key.second, .bindings = {}});
      for (const CaseResult* result : group) {
        difference.bindings.push_back(outcome_of(*result, assertions));
      }
    }
  }
  return out;
}

Json to_json(const std::vector<BindingDifference>& differences) {
  Json out = Json::array();
  for (const BindingDifference& difference : differences) {
    Json bindings = Json::array();
    for (const BindingOutcome& outcome : difference.bindings) {
      bindings.push_back({{"binding", outcome.binding},
                          {"verdict", name_of(outcome.verdict)},
                          {"showed", outcome.showed}});
    }
    out.push_back({{"purpose", difference.purpose},
                   {"variant", difference.variant},
                   {"bindings", std::move(bindings)}});
  }
  return out;
}

std::string text_of(const BindingDifference& difference) {
  std::string out;
  for (const BindingOutcome& outcome : difference.bindings) {
    out +=
        (out.empty() ? "" : "; ") + outcome.binding + " " + std::string{name_of(outcome.verdict)};
    std::string showed;
    for (const std::string& text : outcome.showed) {
      showed += (showed.empty() ? "" : ", ") + text;
    }
    out += showed.empty() ? "" : " (" + showed + ")";
  }
  return out;
}

}  // namespace plumbline::harness
