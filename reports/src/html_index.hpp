#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/reports/html.hpp"

#include "reason.hpp"

#include <string>
#include <vector>

namespace plumbline::reports {

/// Cases of one purpose: one evidence block of the page, one row of its list.
struct PurposeGroup {
  std::string id;
  std::vector<std::size_t> cases;  ///< positions in CampaignResult::cases
};

/// In the order of their first case.
[[nodiscard]] std::vector<PurposeGroup> purposes_of(const harness::CampaignResult& result);

/// The part of the page that stays plain JSON: every case with its verdict, no evidence.
[[nodiscard]] Json html_index(const harness::CampaignResult& result,
                              const std::vector<PurposeGroup>& purposes,
                              const std::vector<Reason>& reasons,
                              const harness::Catalogue* catalogue);

}  // namespace plumbline::reports
