/// @file
/// The folder that a campaign leaves behind: evidence as it comes, reports at the end.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/catalogue.hpp"
#include "plumbline/harness/result.hpp"

#include "campaign_setup.hpp"
#include "tools.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace plumbline::app {

/// A file of a report that is read again may have this many octets.
constexpr std::size_t kLargestReport = std::size_t{1} << 30U;

class ReportFolder {
 public:
  /// Makes the folder and its evidence/; what an earlier run left there is replaced. Errc::io.
  [[nodiscard]] static Result<ReportFolder> open(const std::string& path);

  /// Writes the evidence of a finished case and one line to cases.jsonl, so that a crash of the
  /// tester loses nothing that was judged.
  void keep(harness::CaseResult& result);

  /// Writes results.json, junit.xml and index.html; returns the path of the page.
  [[nodiscard]] Result<std::string> finish(const harness::CampaignResult& result,
                                           const harness::Catalogue& catalogue,
                                           const std::string& html_evidence);

 private:
  explicit ReportFolder(std::filesystem::path path);

  std::filesystem::path path_;
  std::ofstream cases_;
};

/// Ids of the cases that did not pass in a results.json. Errc::io, Errc::malformed.
[[nodiscard]] Result<std::set<std::string>> failed_in(const std::string& results_file);

/// Errc::io.
[[nodiscard]] Result<void> write_text(const std::filesystem::path& path, std::string_view text);

/// Runs the preflight cases that concern the SUT. What is odd but does not stop a run is returned;
/// Errc::unreachable when a role cannot be reached, Errc::invalid_value when its positive control
/// is not accepted.
[[nodiscard]] Result<std::vector<std::string>> preflight_findings(const CampaignSetup& setup,
                                                                  const Tools& tools);

}  // namespace plumbline::app
