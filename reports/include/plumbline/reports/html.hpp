/// @file
/// The report that people read: one HTML file that makes no request.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/catalogue.hpp"
#include "plumbline/harness/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::reports {

/// How much of the evidence the page itself holds.
enum class HtmlEvidence : std::uint8_t {
  none,     ///< verdicts, assertions and stories only
  partial,  ///< "default": full for non-passes and one pass per purpose and binding; else a summary
  all,
};

/// "none", "default" or "all".
[[nodiscard]] std::string_view name_of(HtmlEvidence evidence) noexcept;
[[nodiscard]] std::optional<HtmlEvidence> html_evidence_named(std::string_view name) noexcept;

/// Finds the evidence of a case that is no longer in memory; null when it was not kept or cannot be
/// read, which the page then says.
using EvidenceLoader =
    std::function<std::shared_ptr<const harness::Evidence>(const harness::CaseResult&)>;

/// Reads `CaseResult::evidence_file` below `folder`. A name that leads out of it is not followed.
[[nodiscard]] EvidenceLoader evidence_in(std::string folder);

struct HtmlOptions {
  HtmlEvidence evidence = HtmlEvidence::partial;
  std::size_t octets = 10'000'000;  ///< above this size the page holds less evidence, and says so
  const harness::Catalogue* catalogue = nullptr;  ///< texts of the requirements, where known
  EvidenceLoader load;                            ///< empty: only what is in memory
};

struct HtmlReport {
  std::string text;
  std::string note;  ///< one sentence when evidence was left out to keep the size; else empty
};

/// The page. Equal results and options give equal octets.
[[nodiscard]] HtmlReport html_report(const harness::CampaignResult& result,
                                     const HtmlOptions& options);

}  // namespace plumbline::reports
