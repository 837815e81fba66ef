// plumbline report render: reports from stored results.

#include "plumbline/harness/file.hpp"
#include "plumbline/reports/render.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "report_folder.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::app {
namespace {

struct RenderFlags {
  std::string results;
  std::string folder;
  std::string html_evidence = "default";
  std::vector<std::string> to{"html"};
};

Result<std::string> render(const std::string& form,
                           const std::string& text,
                           const RenderFlags& flags,
                           const Tools& tools) {
  if (form == "junit") {
    return reports::render_junit(text);
  }
  const std::string folder = std::filesystem::path{flags.results}.parent_path().string();
  PLUMBLINE_TRY(
      auto page,
      reports::render_html(text,
                           {.evidence = reports::html_evidence_named(flags.html_evidence)
                                            .value_or(reports::HtmlEvidence::partial),
                            .catalogue = &tools.catalogue,
                            .load = reports::evidence_in(folder.empty() ? "." : folder)}));
  if (!page.note.empty()) {
    fmt::print(stderr, "{}\n", page.note);
  }
  return std::move(page.text);
}

int run(const RenderFlags& flags, const Tools& tools) {
  const auto text = harness::read_file(flags.results, kLargestReport);
  if (!text) {
    return complain(text.error(), kUsage);
  }
  std::error_code ignored;
  std::filesystem::create_directories(flags.folder, ignored);
  for (const std::string& form : flags.to) {
    const auto rendered = render(form, text.value(), flags, tools);
    if (!rendered) {
      return complain(rendered.error(), kUsage);
    }
    const std::string path = flags.folder + (form == "junit" ? "/junit.xml" : "/index.html");
    if (const auto written = write_text(path, rendered.value()); !written) {
      return complain(written.error(), kUsage);
    }
    fmt::print("{}\n", path);
  }
  return kGood;
}

}  // namespace

void add_report(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* report = app.add_subcommand("report", "Works on stored results");
  report->require_subcommand(1);
  auto* command = report->add_subcommand("render", "Writes reports from a results.json");
  auto flags = std::make_shared<RenderFlags>();
  command->add_option("results", flags->results, "results.json; its evidence/ lies beside it")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--reports", flags->folder, "folder to write into")->required();
  command->add_option("--to", flags->to, "html, junit")
      ->delimiter(',')
      ->check(CLI::IsMember({"html", "junit"}));
  command->add_option("--html-evidence", flags->html_evidence, "octets that the page itself holds")
      ->check(CLI::IsMember({"all", "default", "none"}));
  command->footer(
      "Example:\n  plumbline report render out/results.json --reports again --to html,junit");
  command->callback([flags, &tools, &exit_code] { exit_code = run(*flags, tools); });
}

}  // namespace plumbline::app
