// plumbline judge DIR: judges stored evidence again, without any network.

#include "plumbline/harness/judge.hpp"

#include "plumbline/harness/file.hpp"
#include "plumbline/reports/render.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"
#include "report_folder.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::app {
namespace {

struct Tally {
  std::size_t same = 0;
  std::size_t differing = 0;
};

bool same_assertion(const harness::AssertionResult& a, const harness::AssertionResult& b) {
  return a.id == b.id && a.holds == b.holds && a.expected == b.expected && a.observed == b.observed;
}

// The culprit may have become the tester by a control run, which evidence alone cannot repeat.
bool same_judgement(const harness::CaseResult& stored, const harness::Judgement& again) {
  return stored.verdict == again.verdict &&
         std::ranges::equal(stored.assertions, again.assertions, same_assertion);
}

Result<void> judge_case(const harness::CaseResult& stored,
                        const std::string& folder,
                        const Tools& tools,
                        Tally& tally) {
  const auto purpose = std::ranges::find(tools.purposes, stored.purpose, &harness::Purpose::id);
  if (purpose == tools.purposes.end()) {
    return fail(Errc::not_found, "this suite has no purpose " + stored.purpose);
  }
  PLUMBLINE_TRY(const auto text,
                harness::read_file(folder + "/" + stored.evidence_file, kLargestReport));
  PLUMBLINE_TRY(const auto evidence, reports::read_evidence(text));
  const harness::Judgement again = harness::judge(*purpose, evidence);
  if (same_judgement(stored, again)) {
    ++tally.same;
  } else {
    ++tally.differing;
    fmt::print("{}: stored {}, judged again {}\n",
               stored.id,
               harness::name_of(stored.verdict),
               harness::name_of(again.verdict));
  }
  return success();
}

int run(const std::string& folder, const Tools& tools) {
  const auto text = harness::read_file(folder + "/results.json", kLargestReport);
  if (!text) {
    return complain(text.error(), kUsage);
  }
  const auto result = reports::read_results(text.value());
  if (!result) {
    return complain(result.error(), kUsage);
  }
  Tally tally;
  for (const harness::CaseResult& stored : result.value().cases) {
    if (stored.evidence_file.empty()) {
      continue;
    }
    if (const auto judged = judge_case(stored, folder, tools, tally); !judged) {
      return complain(judged.error(), kUsage);
    }
  }
  fmt::print("{} judged again: {} the same, {} differ\n",
             tally.same + tally.differing,
             tally.same,
             tally.differing);
  return tally.differing == 0 ? kGood : kTestFailed;
}

}  // namespace

void add_judge(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command =
      app.add_subcommand("judge", "Judges the stored evidence of a report folder again, offline");
  auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "what run --reports wrote")
      ->required()
      ->check(CLI::ExistingDirectory);
  command->footer("Example:\n  plumbline judge out");
  command->callback([folder, &tools, &exit_code] { exit_code = run(*folder, tools); });
}

}  // namespace plumbline::app
