// plumbline preflight: checks everything that a run needs before any verdict.

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "report_folder.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::app {
namespace {

harness::CampaignResult check(const CampaignSetup& setup, const Tools& tools) {
  harness::Selection selection;
  selection.roles = setup.selection().roles;
  const auto planned = harness::plan(tools.preflight, "http", selection);
  return planned ? harness::run_campaign(planned.value(), setup.context(), {.control_runs = false})
                 : harness::CampaignResult{};
}

// Options of the ICS that no test purpose asks for are likely misspelt.
std::vector<std::string> unknown_options(const CampaignSetup& setup, const Tools& tools) {
  std::vector<std::string> out;
  const auto asked_for = [&](const std::string& option) {
    return std::ranges::any_of(tools.purposes, [&](const harness::Purpose& purpose) {
      return std::ranges::find(purpose.options, option) != purpose.options.end();
    });
  };
  for (const std::string& option :
       setup.selection().options.value_or(std::set<std::string, std::less<>>{})) {
    if (!asked_for(option)) {
      out.push_back("the ICS claims the option " + option + ", which no test purpose asks for");
    }
  }
  return out;
}

std::string finding_of(const harness::CaseResult& result) {
  std::string text = std::string{harness::name_of(result.role)} + ": " + result.title;
  for (const harness::AssertionResult& assertion : result.assertions) {
    if (!assertion.holds) {
      text += "; expected " + assertion.expected + ", got " + assertion.observed;
    }
  }
  return result.reason.empty() ? text : text + "; " + result.reason;
}

struct PreflightFlags {
  SetupOptions setup;
  bool json = false;
};

int run(const PreflightFlags& flags, const Tools& tools) {
  const auto setup = CampaignSetup::make(flags.setup, tools);
  if (!setup) {
    return complain(setup.error(), kUsage);
  }
  const harness::CampaignResult result = check(*setup.value(), tools);
  bool good = true;
  for (const harness::CaseResult& entry : result.cases) {
    if (entry.verdict == harness::Verdict::not_applicable) {
      continue;
    }
    const bool passed = entry.verdict == harness::Verdict::pass;
    good = good && passed;
    if (!flags.json) {
      fmt::print("{} {}\n", passed ? "ok  " : "FAIL", passed ? entry.title : finding_of(entry));
    }
  }
  for (const std::string& note : unknown_options(*setup.value(), tools)) {
    fmt::print(stderr, "note: {}\n", note);
  }
  if (flags.json) {
    fmt::print("{}\n", harness::to_json(result).dump(2));
  }
  return good ? kGood : kUnreachable;
}

}  // namespace

Result<std::vector<std::string>> preflight_findings(const CampaignSetup& setup,
                                                    const Tools& tools) {
  for (const harness::CaseResult& entry : check(setup, tools).cases) {
    if (entry.verdict != harness::Verdict::pass &&
        entry.verdict != harness::Verdict::not_applicable) {
      return fail(Errc::unreachable, "preflight: " + finding_of(entry));
    }
  }
  return unknown_options(setup, tools);
}

void add_preflight(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command = app.add_subcommand("preflight",
                                     "Checks what a run needs: addresses, credentials, clock, ICS");
  auto flags = std::make_shared<PreflightFlags>();
  command->add_option("--sut", flags->setup.sut_file, "SUT file; without it the embedded reference")
      ->check(CLI::ExistingFile);
  command->add_option("--timeout-scale", flags->setup.timeout_scale, "factor on every deadline")
      ->check(CLI::Range(0.1, 100.0));
  command->add_flag("--json", flags->json, "print the results as JSON");
  command->footer("Example:\n  plumbline preflight --sut alder.json");
  command->callback([flags, &tools, &exit_code] { exit_code = run(*flags, tools); });
}

}  // namespace plumbline::app
