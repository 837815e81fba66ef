// plumbline mutants: does the suite catch what it was made to catch?

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "report_folder.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace plumbline::app {
namespace {

struct MutantFlags {
  SetupOptions setup;
  std::string filter;
  std::string without;
  std::string matrix;
  std::string reports;
  unsigned workers = 0;
  bool declared_only = false;
  bool json = false;
};

Result<std::vector<harness::Mutant>> selected(const MutantFlags& flags, const Tools& tools) {
  PLUMBLINE_TRY(const std::regex filter, filter_of(flags.filter));
  const std::set<std::string> bindings{flags.setup.bindings.begin(), flags.setup.bindings.end()};
  std::vector<harness::Mutant> out;
  std::ranges::copy_if(tools.mutants, std::back_inserter(out), [&](const auto& mutant) {
    const auto purpose = std::ranges::find(tools.purposes, mutant.purpose, &harness::Purpose::id);
    const bool shows = purpose == tools.purposes.end() || shows_on(mutant, *purpose, bindings);
    return shows &&
           (std::regex_search(mutant.name, filter) || std::regex_search(mutant.target(), filter));
  });
  if (out.empty()) {
    return fail(Errc::invalid_value, "no mutant matches the selection");
  }
  return out;
}

void print(const harness::MutantOutcome& outcome) {
  fmt::print("{} {:<44} {}\n",
             outcome.killed ? "killed  " : "SURVIVED",
             outcome.mutant->name,
             outcome.killed ? fmt::format("by {}", outcome.mutant->target()) : outcome.why_not);
}

// Evidence of every case, so that it can be judged again without network.
Result<void> keep_evidence(const std::vector<harness::MutantOutcome>& outcomes,
                           const std::string& path) {
  for (const harness::MutantOutcome& outcome : outcomes) {
    PLUMBLINE_TRY(auto folder, ReportFolder::open(path + "/" + outcome.mutant->name));
    harness::CampaignResult result;
    result.cases = outcome.cases;
    for (harness::CaseResult& entry : result.cases) {
      folder.keep(entry);
    }
    PLUMBLINE_TRY(write_text(path + "/" + outcome.mutant->name + "/results.json",
                             harness::to_json(result).dump()));
  }
  return success();
}

int report(const std::vector<harness::MutantOutcome>& outcomes,
           const MutantFlags& flags,
           const Tools& tools) {
  const Json summary = harness::to_json(outcomes);
  const bool all_killed = summary.at("survivors").empty();
  if (flags.json) {
    fmt::print("{}\n", summary.dump(2));
  } else {
    fmt::print("\n{} mutants, {} killed by the assertion made for them, {} survived\n",
               outcomes.size(),
               summary.at("killed").get<std::size_t>(),
               summary.at("survivors").size());
    if (!flags.without.empty()) {
      fmt::print("without {}: unseen {}\n", flags.without, summary.at("survivors").dump());
    }
    if (flags.filter.empty() && flags.without.empty() && flags.setup.bindings.empty() &&
        !flags.declared_only) {
      const auto spare =
          harness::unneeded_assertions(tools.purposes, harness::kill_matrix(outcomes));
      fmt::print("primary assertions that no mutant needs alone: {}\n", spare.size());
      for (const std::string& id : spare) {
        fmt::print("  {}\n", id);
      }
    }
  }
  return all_killed ? kGood : kTestFailed;
}

int run(const MutantFlags& flags, const Tools& tools) {
  const auto mutants = selected(flags, tools);
  if (!mutants) {
    return complain(mutants.error(), kUsage);
  }
  const auto setup = CampaignSetup::make(flags.setup, tools);
  if (!setup) {
    return complain(setup.error(), kUsage);
  }
  harness::MutationOptions options;
  options.workers = flags.workers != 0 ? flags.workers : std::thread::hardware_concurrency();
  options.declared_only = flags.declared_only;
  options.without = flags.without;
  options.bindings = {flags.setup.bindings.begin(), flags.setup.bindings.end()};
  if (!flags.json) {
    options.finished = print;
  }
  const auto outcomes =
      harness::run_mutants(mutants.value(), tools.purposes, setup.value()->context(), options);
  if (!outcomes) {
    return complain(outcomes.error(), kInternal);
  }
  if (!flags.matrix.empty()) {
    const auto written =
        write_text(flags.matrix, harness::kill_matrix(outcomes.value()).dump(1) + "\n");
    if (!written) {
      return complain(written.error(), kUsage);
    }
  }
  if (!flags.reports.empty()) {
    if (const auto kept = keep_evidence(outcomes.value(), flags.reports); !kept) {
      return complain(kept.error(), kUsage);
    }
  }
  return report(outcomes.value(), flags, tools);
}

}  // namespace

void add_mutants(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command =
      app.add_subcommand("mutants", "Runs the suite against every faulty implementation");
  auto flags = std::make_shared<MutantFlags>();
  command->add_option("--filter", flags->filter, "regex on mutant names and assertion ids");
  command->add_option("--without", flags->without, "leave out this assertion: what goes unseen?");
  command
      ->add_option("--binding",
                   flags->setup.bindings,
                   "http, coap, mqtt (default: for each mutant the first where its fault shows)")
      ->delimiter(',')
      ->check(CLI::IsMember({"http", "coap", "mqtt"}));
  command->add_option("--seed", flags->setup.seed, "16 hex digits");
  command->add_option("--matrix", flags->matrix, "write the kill matrix to this file");
  command->add_option("--reports", flags->reports, "folder for the evidence of every case");
  command->add_option("-j,--jobs", flags->workers, "mutants at a time")->check(CLI::Range(1, 256));
  command->add_flag("--declared-only", flags->declared_only, "only the case each mutant declares");
  command->add_flag("--json", flags->json, "print {total, killed, survivors, kills}");
  command->footer(
      "Examples:\n  plumbline mutants --json\n  plumbline mutants --filter tef- --declared-only\n"
      "  plumbline mutants --filter binding- --binding http,coap,mqtt");
  command->callback([flags, &tools, &exit_code] { exit_code = run(*flags, tools); });
}

}  // namespace plumbline::app
