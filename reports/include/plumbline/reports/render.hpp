/// @file
/// Reports from stored results, for `plumbline report render`.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/reports/html.hpp"

#include <string_view>

namespace plumbline::reports {

/// Reads the text of a results.json; Errc::malformed, Errc::invalid_value or Errc::too_large
/// naming the place.
[[nodiscard]] Result<harness::CampaignResult> read_results(std::string_view results_json);

/// Reads the text of an evidence file, with the same errors.
[[nodiscard]] Result<harness::Evidence> read_evidence(std::string_view evidence_json);

/// results.json → the page.
[[nodiscard]] Result<HtmlReport> render_html(std::string_view results_json,
                                             const HtmlOptions& options);

/// results.json → JUnit XML.
[[nodiscard]] Result<std::string> render_junit(std::string_view results_json);

}  // namespace plumbline::reports
