// plumbline run: a conformance campaign.

#include "plumbline/harness/purpose.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "report_folder.hpp"
#include "terminal.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace plumbline::app {
namespace {

struct RunFlags {
  SetupOptions setup;
  std::string reports;
  std::string filter;
  std::string rerun;
  std::string html_evidence = "default";
  unsigned workers = 0;
  bool fail_fast = false;
  bool dry_run = false;
  bool json = false;
  bool verbose = false;
};

void declare(CLI::App& run, RunFlags& flags) {
  run.add_option(
         "--sut", flags.setup.sut_file, "SUT file; without it the embedded reference is tested")
      ->check(CLI::ExistingFile);
  run.add_option(
      "--reports", flags.reports, "folder for results.json, junit.xml, index.html, evidence/");
  run.add_option(
      "--filter", flags.filter, "regex (unanchored) on requirement, purpose and case ids");
  run.add_option("--binding",
                 flags.setup.bindings,
                 "http, coap, mqtt (default: http; with --sut all that its file gives)")
      ->delimiter(',')
      ->check(CLI::IsMember({"http", "coap", "mqtt"}));
  run.add_option("--serialization",
                 flags.setup.serializations,
                 "json, xml, cbor (default: json; with --sut also what its ICS claims)")
      ->delimiter(',')
      ->check(CLI::IsMember(harness::all_serializations()));
  run.add_option("--seed", flags.setup.seed, "16 hex digits: order and randomness of the run");
  run.add_option("-j,--jobs", flags.workers, "cases at a time (default: one per processor)")
      ->check(CLI::Range(1, 256));
  run.add_option("--timeout-scale", flags.setup.timeout_scale, "factor on every deadline")
      ->check(CLI::Range(0.1, 100.0));
  run.add_option("--rerun-failed", flags.rerun, "results.json: run what did not pass there")
      ->check(CLI::ExistingFile);
  run.add_option("--html-evidence", flags.html_evidence, "octets that the page itself holds")
      ->check(CLI::IsMember({"all", "default", "none"}));
  run.add_flag("--fail-fast", flags.fail_fast, "stop at the first case that does not pass");
  run.add_flag("--dry-run", flags.dry_run, "print what would run and why the rest would not");
  run.add_flag("--json", flags.json, "print results.json instead of the summary");
  run.add_flag("-v,--verbose", flags.verbose, "print passes too");
  run.footer(
      "Examples:\n"
      "  plumbline run --reports out\n"
      "  plumbline run --sut alder.json --reports out -j 8\n"
      "  plumbline run --filter 'AR-1[23]|TEF' --seed 0123456789abcdef");
}

Result<std::vector<harness::PlannedCase>> plan_of(const RunFlags& flags,
                                                  const CampaignSetup& setup,
                                                  const Tools& tools) {
  harness::Selection selection = setup.selection();
  selection.filter = flags.filter;
  if (!flags.rerun.empty()) {
    selection.serializations = harness::all_serializations();
    PLUMBLINE_TRY(selection.only, failed_in(flags.rerun));
    if (selection.only.empty()) {
      return fail(Errc::invalid_value, flags.rerun + " holds no case that did not pass");
    }
  }
  return harness::plan(tools.purposes, selection);
}

int print_plan(const std::vector<harness::PlannedCase>& planned) {
  std::size_t running = 0;
  for (const harness::PlannedCase& entry : planned) {
    running += entry.not_because.empty() ? 1 : 0;
    fmt::print("{:<40} {}\n", entry.id, entry.not_because.empty() ? "run" : entry.not_because);
  }
  fmt::print("\n{} planned = {} to run + {} not applicable\n",
             planned.size(),
             running,
             planned.size() - running);
  return kGood;
}

std::string command_of(const RunFlags& flags, const harness::CampaignContext& context) {
  std::string text = context.again;
  for (const std::string& binding : flags.setup.bindings) {
    text += " --binding " + binding;
  }
  for (const std::string& serialization : flags.setup.serializations) {
    text += " --serialization " + serialization;
  }
  if (!flags.filter.empty()) {
    text += " --filter '" + flags.filter + "'";
  }
  return text + " --seed " + context.seed;
}

// The results of `planned`, reported while they come.
harness::CampaignResult perform(const RunFlags& flags,
                                const std::vector<harness::PlannedCase>& planned,
                                const harness::CampaignContext& context,
                                ReportFolder* folder,
                                reports::TerminalReporter* terminal) {
  const auto start = std::chrono::steady_clock::now();
  harness::RunOptions options;
  options.workers = flags.workers != 0 ? flags.workers : std::thread::hardware_concurrency();
  options.fail_fast = flags.fail_fast;
  options.interrupted = &interrupted();
  options.finished = [&](harness::CaseResult& result) {
    if (folder != nullptr) {
      folder->keep(result);
    }
    if (terminal != nullptr) {
      terminal->on_case(result);
      terminal->progress({.planned = planned.size(),
                          .elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
                              std::chrono::steady_clock::now() - start),
                          .current = result.id});
    }
  };
  return harness::run_campaign(planned, context, options);
}

Result<std::optional<ReportFolder>> folder_of(const RunFlags& flags) {
  if (flags.reports.empty()) {
    return std::optional<ReportFolder>{};
  }
  PLUMBLINE_TRY(auto opened, ReportFolder::open(flags.reports));
  return std::optional{std::move(opened)};
}

// Brings a SUT to its initial state and checks what the run needs of it; notes for the report.
Result<std::vector<std::string>> make_ready(const CampaignSetup& setup, const Tools& tools) {
  PLUMBLINE_TRY(reset_sut(setup.sut()));
  if (setup.sut() == nullptr) {
    return std::vector<std::string>{};
  }
  PLUMBLINE_TRY(auto notes, preflight_findings(setup, tools));
  for (const std::string& note : notes) {
    fmt::print(stderr, "note: {}\n", note);
  }
  return notes;
}

// Writes the reports and prints the summary.
int conclude(const RunFlags& flags,
             const Tools& tools,
             harness::CampaignResult& result,
             ReportFolder* folder,
             reports::TerminalReporter* terminal) {
  std::string page;
  if (folder != nullptr) {
    auto written = folder->finish(result, tools.catalogue, flags.html_evidence);
    if (!written) {
      return complain(written.error(), kInternal);
    }
    page = written.value();
  }
  if (terminal != nullptr) {
    terminal->summary(result, page);
  } else {
    fmt::print("{}\n", harness::to_json(result).dump(2));
  }
  return result.exit_code();
}

int run_planned(const RunFlags& flags,
                const Tools& tools,
                const CampaignSetup& setup,
                const std::vector<harness::PlannedCase>& planned) {
  auto folder = folder_of(flags);
  if (!folder) {
    return complain(folder.error(), kUsage);
  }
  auto notes = make_ready(setup, tools);
  if (!notes) {
    return complain(notes.error(),
                    notes.error().code == Errc::invalid_value ? kUsage : kUnreachable);
  }
  std::optional<reports::TerminalReporter> terminal;
  if (!flags.json) {
    terminal.emplace(std::cout, style_of_stdout(flags.verbose));
  }
  ReportFolder* const reports = folder.value() ? &*folder.value() : nullptr;
  reports::TerminalReporter* const reporter = terminal ? &*terminal : nullptr;
  const std::string started = utc_now();
  harness::CampaignResult result = perform(flags, planned, setup.context(), reports, reporter);
  result.tool_version = kVersion;
  result.sut = setup.info();
  result.started = started;
  result.command = command_of(flags, setup.context());
  result.notes = std::move(notes.value());
  if (const harness::SutDescription* sut = setup.sut(); sut != nullptr) {
    std::ranges::transform(sut->deviations,
                           std::back_inserter(result.notes),
                           [](const std::string& text) { return "declared deviation: " + text; });
  }
  return conclude(flags, tools, result, reports, reporter);
}

int run(const RunFlags& flags, const Tools& tools) {
  const auto setup = CampaignSetup::make(flags.setup, tools);
  if (!setup) {
    return complain(setup.error(), kUsage);
  }
  const auto planned = plan_of(flags, *setup.value(), tools);
  if (!planned) {
    return complain(planned.error(), kUsage);
  }
  return flags.dry_run ? print_plan(planned.value())
                       : run_planned(flags, tools, *setup.value(), planned.value());
}

}  // namespace

void add_run(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command =
      app.add_subcommand("run", "Runs a conformance campaign against a SUT or the reference");
  auto flags = std::make_shared<RunFlags>();
  declare(*command, *flags);
  command->callback([flags, &tools, &exit_code] { exit_code = run(*flags, tools); });
}

}  // namespace plumbline::app
