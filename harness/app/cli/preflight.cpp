// plumbline preflight: checks everything that a run needs before any verdict.

#include "plumbline/testcases/purposes.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "report_folder.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::app {
namespace {

harness::CampaignResult check(const CampaignSetup& setup, const Tools& tools) {
  harness::Selection selection = setup.selection();
  selection.options.reset();
  const auto planned = harness::plan(tools.preflight, selection);
  return planned ? harness::run_campaign(planned.value(), setup.context(), {.control_runs = false})
                 : harness::CampaignResult{};
}

// Options of the ICS that no test purpose asks for are likely misspelt.
std::vector<std::string> unknown_options(const CampaignSetup& setup, const Tools& tools) {
  std::vector<std::string> out;
  const auto asked_for = [&](const std::string& option) {
    const auto& written = harness::all_serializations();
    return std::ranges::any_of(
               written,
               [&](const std::string& form) { return harness::option_for(form) == option; }) ||
           std::ranges::any_of(tools.purposes, [&](const harness::Purpose& purpose) {
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

// What the CSEBase lists (srt), as the preflight saw it; null where it saw none.
Json listed_types(const harness::CampaignResult& result) {
  for (const harness::CaseResult& entry : result.cases) {
    if (entry.evidence == nullptr) {
      continue;
    }
    const auto& seen = entry.evidence->observations;
    const auto at =
        std::ranges::find(seen, testcases::kSupportedTypes, &harness::Observation::name);
    if (at != seen.end()) {
      return at->value;
    }
  }
  return nullptr;
}

// Claims of the ICS that the CSEBase itself contradicts.
std::vector<std::string> contradicted_options(const CampaignSetup& setup,
                                              const harness::CampaignResult& result) {
  std::vector<std::string> out;
  const Json listed = listed_types(result);
  if (!listed.is_array()) {
    return out;
  }
  for (const std::string& option :
       setup.selection().options.value_or(std::set<std::string, std::less<>>{})) {
    for (const std::uint32_t type : testcases::types_needed_for(option)) {
      if (std::ranges::find(listed, Json(type)) == listed.end()) {
        out.push_back("the ICS claims the option " + option +
                      ", but the CSEBase does not list resource type " + std::to_string(type) +
                      " (srt)");
      }
    }
  }
  return out;
}

std::vector<std::string> notes_on(const CampaignSetup& setup,
                                  const Tools& tools,
                                  const harness::CampaignResult& result) {
  std::vector<std::string> notes = unknown_options(setup, tools);
  std::ranges::move(contradicted_options(setup, result), std::back_inserter(notes));
  return notes;
}

std::string head_of(const harness::CaseResult& result) {
  return fmt::format("{} over {}: {}", harness::name_of(result.role), result.binding, result.title);
}

std::string finding_of(const harness::CaseResult& result) {
  const std::string text = head_of(result);
  if (result.story.sent.empty()) {
    return text + "; " + result.reason;
  }
  return text + "\n     sent      " + result.story.sent + "\n     expected  " +
         result.story.expected + "\n     got       " + result.story.got;
}

// A SUT that answers is reached; then it is the configuration that does not fit.
bool was_answered(const harness::CaseResult& result) {
  return result.evidence != nullptr &&
         std::ranges::find(result.evidence->messages,
                           harness::MessageKind::response,
                           &harness::Message::kind) != result.evidence->messages.end();
}

int exit_code_of(const harness::CaseResult& result) {
  if (result.verdict == harness::Verdict::pass ||
      result.verdict == harness::Verdict::not_applicable) {
    return kGood;
  }
  return was_answered(result) ? kUsage : kUnreachable;
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
  int exit_code = kGood;
  for (const harness::CaseResult& entry : result.cases) {
    exit_code = std::max(exit_code, exit_code_of(entry));
    if (!flags.json && entry.verdict != harness::Verdict::not_applicable) {
      const bool passed = entry.verdict == harness::Verdict::pass;
      fmt::print("{} {}\n", passed ? "ok  " : "FAIL", passed ? head_of(entry) : finding_of(entry));
    }
  }
  for (const std::string& note : notes_on(*setup.value(), tools, result)) {
    fmt::print(stderr, "note: {}\n", note);
  }
  if (flags.json) {
    fmt::print("{}\n", harness::to_json(result).dump(2));
  }
  return exit_code;
}

}  // namespace

Result<std::vector<std::string>> preflight_findings(const CampaignSetup& setup,
                                                    const Tools& tools) {
  const harness::CampaignResult result = check(setup, tools);
  for (const harness::CaseResult& entry : result.cases) {
    if (const int exit_code = exit_code_of(entry); exit_code != kGood) {
      return fail(exit_code == kUsage ? Errc::invalid_value : Errc::unreachable,
                  "preflight: " + finding_of(entry));
    }
  }
  return notes_on(setup, tools, result);
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
