#include "report_folder.hpp"

#include "plumbline/harness/file.hpp"
#include "plumbline/reports/html.hpp"
#include "plumbline/reports/json.hpp"
#include "plumbline/reports/junit.hpp"
#include "plumbline/reports/render.hpp"

#include <utility>

namespace plumbline::app {

namespace fs = std::filesystem;

ReportFolder::ReportFolder(fs::path path)
    : path_(std::move(path)),
      cases_(path_ / "cases.jsonl", std::ios::binary | std::ios::trunc) {}

Result<ReportFolder> ReportFolder::open(const std::string& path) {
  std::error_code failed;
  // Only what a run writes is removed: a folder may hold other things of its owner.
  fs::remove_all(fs::path{path} / "evidence", failed);
  fs::create_directories(fs::path{path} / "evidence", failed);
  if (failed) {
    return fail(Errc::io, "cannot make the report folder " + path + ": " + failed.message());
  }
  ReportFolder folder{path};
  if (!folder.cases_) {
    return fail(Errc::io, "cannot write into the report folder " + path);
  }
  return folder;
}

void ReportFolder::keep(harness::CaseResult& result) {
  if (result.evidence) {
    result.evidence_file = "evidence/" + result.id + ".json";
    if (!write_text(path_ / result.evidence_file, reports::evidence_json(*result.evidence))) {
      result.evidence_file.clear();
    }
  }
  cases_ << json_text({{"id", result.id},
                       {"verdict", harness::name_of(result.verdict)},
                       {"culprit", harness::name_of(result.culprit)},
                       {"evidence", result.evidence_file}})
         << '\n'
         << std::flush;
}

Result<std::string> ReportFolder::finish(const harness::CampaignResult& result,
                                         const harness::Catalogue& catalogue,
                                         const std::string& html_evidence) {
  PLUMBLINE_TRY(write_text(path_ / "results.json", reports::results_json(result)));
  PLUMBLINE_TRY(write_text(path_ / "junit.xml", reports::junit_report(result)));
  const auto evidence = reports::html_evidence_named(html_evidence);
  const auto page =
      reports::html_report(result,
                           {.evidence = evidence.value_or(reports::HtmlEvidence::partial),
                            .catalogue = &catalogue,
                            .load = reports::evidence_in(path_.string())});
  PLUMBLINE_TRY(write_text(path_ / "index.html", page.text));
  return (path_ / "index.html").string();
}

Result<std::set<std::string>> failed_in(const std::string& results_file) {
  PLUMBLINE_TRY(const auto text, harness::read_file(results_file, kLargestReport));
  PLUMBLINE_TRY(const auto result, reports::read_results(text));
  std::set<std::string> out;
  for (const harness::CaseResult& entry : result.cases) {
    if (entry.verdict != harness::Verdict::pass &&
        entry.verdict != harness::Verdict::not_applicable) {
      out.insert(entry.id);
    }
  }
  return out;
}

Result<void> write_text(const fs::path& path, std::string_view text) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file << text << std::flush;
  if (!file) {
    return fail(Errc::io, "cannot write " + path.string());
  }
  return success();
}

}  // namespace plumbline::app
