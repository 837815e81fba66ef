#include "plumbline/reports/render.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/reports/junit.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace plumbline::reports {
namespace {

// Ten thousand cases with all their assertions stay below both.
constexpr JsonLimits kResultLimits{
    .octets = std::size_t{512} << 20U, .depth = 64, .values = 20'000'000};

}  // namespace

Result<harness::CampaignResult> read_results(std::string_view results_json) {
  PLUMBLINE_TRY(const Json value, parse_json(results_json, kResultLimits));
  return harness::campaign_from_json(value);
}

Result<harness::Evidence> read_evidence(std::string_view evidence_json) {
  PLUMBLINE_TRY(const Json value, parse_json(evidence_json, kResultLimits));
  return harness::evidence_from_json(value);
}

Result<HtmlReport> render_html(std::string_view results_json, const HtmlOptions& options) {
  PLUMBLINE_TRY(const auto result, read_results(results_json));
  return html_report(result, options);
}

Result<std::string> render_junit(std::string_view results_json) {
  PLUMBLINE_TRY(const auto result, read_results(results_json));
  return junit_report(result);
}

EvidenceLoader evidence_in(std::string folder) {
  return [folder = std::filesystem::path{std::move(folder)}](
             const harness::CaseResult& result) -> std::shared_ptr<const harness::Evidence> {
    const std::filesystem::path name =
        std::filesystem::path{result.evidence_file}.lexically_normal();
    if (name.empty() || name.is_absolute() || *name.begin() == "..") {
      return nullptr;
    }
    std::ifstream file{folder / name, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    auto evidence = read_evidence(text.view());
    if (!file || !evidence.has_value()) {
      return nullptr;
    }
    return std::make_shared<const harness::Evidence>(std::move(evidence).value());
  };
}

}  // namespace plumbline::reports
