#include "reason.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace plumbline::reports {
namespace {

using harness::AssertionKind;
using harness::AssertionResult;
using harness::CaseResult;
using harness::Verdict;

// A fail rests on a primary assertion, an inconclusive verdict on a precondition.
const AssertionResult* broken_assertion(const CaseResult& result) {
  const AssertionKind kind =
      result.verdict == Verdict::fail ? AssertionKind::primary : AssertionKind::precondition;
  const auto at = std::ranges::find_if(result.assertions, [&](const AssertionResult& assertion) {
    return !assertion.holds && assertion.kind == kind;
  });
  return at == result.assertions.end() ? nullptr : &*at;
}

int rank_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::fail:
      return 0;
    case Verdict::none:
    case Verdict::error:
      return 1;
    case Verdict::inconclusive:
      return 2;
    case Verdict::pass:
      return 3;
    case Verdict::not_applicable:
      return 4;
  }
  return 1;
}

}  // namespace

Verdict counted_as(Verdict verdict) noexcept {
  return verdict == Verdict::none ? Verdict::error : verdict;
}

Reason reason_of(const CaseResult& result) {
  Reason reason;
  reason.verdict = counted_as(result.verdict);
  reason.culprit = result.culprit;
  const bool judged = reason.verdict == Verdict::fail || reason.verdict == Verdict::inconclusive;
  if (const AssertionResult* broken = judged ? broken_assertion(result) : nullptr) {
    reason.id = result.purpose + "/" + broken->id;
    reason.title = broken->text;
    reason.detail = fmt::format("expected {}, observed {}", broken->expected, broken->observed);
    return reason;
  }
  const bool skipped = reason.verdict == Verdict::not_applicable;
  reason.id = skipped ? "not-applicable" : result.purpose;
  reason.title = result.reason.empty() ? "no reason was given" : result.reason;
  reason.detail = skipped ? std::string{} : result.title;
  return reason;
}

std::string key_of(const Reason& reason) {
  const bool by_assertion = reason.id.find('/') != std::string::npos;
  return fmt::format("{}\n{}\n{}\n{}",
                     harness::name_of(reason.verdict),
                     harness::name_of(reason.culprit),
                     reason.id,
                     by_assertion ? std::string{} : reason.title);
}

std::vector<Reason> reasons_of(const harness::CampaignResult& result) {
  std::vector<Reason> reasons;
  std::map<std::string, std::size_t> known;
  std::map<std::string, int> ids;
  for (std::size_t i = 0; i < result.cases.size(); ++i) {
    if (result.cases[i].verdict == Verdict::pass) {
      continue;
    }
    Reason reason = reason_of(result.cases[i]);
    const auto [at, is_new] = known.try_emplace(key_of(reason), reasons.size());
    if (is_new) {
      // Different reasons under one id are told apart by a number, so that a link finds its own.
      if (const int count = ++ids[reason.id]; count > 1) {
        reason.id += fmt::format("#{}", count);
      }
      reasons.push_back(std::move(reason));
    }
    reasons[at->second].cases.push_back(i);
  }
  std::ranges::stable_sort(
      reasons, {}, [](const Reason& reason) { return rank_of(reason.verdict); });
  return reasons;
}

}  // namespace plumbline::reports
