#pragma once

#include "plumbline/harness/result.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace plumbline::reports {

/// Why cases did not pass: the first assertion that does not hold, with who is to blame; for a case
/// that came to no assertion, its purpose and what went wrong. A run has many failures and few
/// reasons.
struct Reason {
  std::string id;      ///< "AR-06-TEF-01/A2", or the purpose
  std::string title;   ///< what the assertion says, or the sentence that the case ended with
  std::string detail;  ///< "expected 4004, observed 2000"
  harness::Verdict verdict{};
  harness::Culprit culprit{};
  std::vector<std::size_t> cases;  ///< positions in CampaignResult::cases
};

/// Verdict none stands for a case that did not end: an error.
[[nodiscard]] harness::Verdict counted_as(harness::Verdict verdict) noexcept;

/// The reason of one case that did not pass, without its list of cases.
[[nodiscard]] Reason reason_of(const harness::CaseResult& result);

/// What two cases of the same reason have in common.
[[nodiscard]] std::string key_of(const Reason& reason);

/// All reasons, worst verdict first, then in the order of their first case.
[[nodiscard]] std::vector<Reason> reasons_of(const harness::CampaignResult& result);

}  // namespace plumbline::reports
