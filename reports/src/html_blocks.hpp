#pragma once

#include "plumbline/reports/html.hpp"

#include "html_index.hpp"

#include <string>
#include <vector>

namespace plumbline::reports {

struct EvidenceBlocks {
  std::string html;                      ///< one <script type="text/plain"> per purpose
  std::vector<std::string> left_behind;  ///< what postambles could not remove, with the case
  std::size_t complete = 0;              ///< cases whose octets are in the page
};

/// Details of every case, per purpose: JSON, raw deflate (RFC 1951), base64. One block per purpose
/// compresses almost as well as one for all, and opens in milliseconds.
[[nodiscard]] EvidenceBlocks evidence_blocks(const harness::CampaignResult& result,
                                             const std::vector<PurposeGroup>& purposes,
                                             HtmlEvidence depth,
                                             const EvidenceLoader& load);

}  // namespace plumbline::reports
