// plumbline diff-codec: the same generated inputs through several codecs, and where they part.

#include "plumbline/crypto/random.hpp"
#include "plumbline/harness/differential.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <memory>
#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::app {
namespace {

struct DiffOptions {
  std::vector<std::string> programs;
  std::string filter;
  std::string seed;
  std::size_t count = 200;
  bool same_codes = false;
  bool json = false;
};

/// The programs; with one of them, the reference before it.
Result<std::vector<harness::NamedCodec>> codecs_of(const DiffOptions& options, const Tools& tools) {
  std::vector<harness::NamedCodec> codecs;
  if (options.programs.size() == 1) {
    codecs.push_back({.name = "plumbline", .codec = tools.workshop.codec()});
  }
  for (const std::string& program : options.programs) {
    PLUMBLINE_TRY(auto codec, codec_of(program, tools));
    codecs.push_back({.name = program, .codec = std::move(codec)});
  }
  return codecs;
}

void print(const harness::DifferentialReport& report,
           const std::vector<harness::NamedCodec>& codecs) {
  for (const harness::Difference& difference : report.differences) {
    fmt::print("{}: {}\n", difference.operation, json_text(difference.input));
    for (std::size_t i = 0; i < codecs.size(); ++i) {
      fmt::print("  {}: {}\n", codecs[i].name, json_text(difference.answers[i]));
    }
  }
  fmt::print("{} inputs, {} not compared, {} differences\n",
             report.inputs,
             report.unsupported,
             report.differences.size());
}

Result<bool> agree(const DiffOptions& options, const Tools& tools) {
  PLUMBLINE_TRY(const auto filter, filter_of(options.filter));
  PLUMBLINE_TRY(const auto files, harness::embedded_vectors());
  PLUMBLINE_TRY(const auto codecs, codecs_of(options, tools));
  PLUMBLINE_TRY(const std::string seed, seed_of(options.seed));
  crypto::SeededRandom random{as_bytes(seed), "diff-codec"};
  harness::DifferentialOptions asked;
  asked.inputs_per_operation = options.count;
  asked.same_codes = options.same_codes;
  asked.selected = [&](const std::string& operation) {
    return std::regex_search(operation, filter);
  };
  if (!options.json) {
    fmt::print("seed {}\n", seed);
  }
  const auto report = harness::differ(files, codecs, random, asked);
  if (report.inputs == 0) {
    return fail(Errc::not_found, "no operation is selected");
  }
  if (options.json) {
    Json json = to_json(report, codecs);
    json["seed"] = seed;
    fmt::print("{}\n", json.dump(2));
  } else {
    print(report, codecs);
  }
  return report.differences.empty();
}

int run(const DiffOptions& options, const Tools& tools) {
  const auto agreed = agree(options, tools);
  if (!agreed) {
    return complain(agreed.error(), kUsage);
  }
  return agreed.value() ? kGood : kTestFailed;
}

}  // namespace

void add_diff_codec(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command =
      app.add_subcommand("diff-codec", "Puts the same generated inputs to several codecs");
  auto options = std::make_shared<DiffOptions>();
  command
      ->add_option("--exec",
                   options->programs,
                   "shell command of a codec, once for each; one is compared with the reference")
      ->required();
  command->add_option("--filter", options->filter, "only operations that match, e.g. '^jose/'");
  command->add_option("--count", options->count, "inputs of each operation")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option(
      "--seed", options->seed, "16 hex digits: the same seed makes the same inputs");
  command->add_flag("--same-codes", options->same_codes, "refusals must have the same code");
  command->add_flag("--json", options->json, "print JSON");
  command->footer(
      "Examples:\n  plumbline diff-codec --exec ./codec --count 10000\n"
      "  plumbline diff-codec --exec ./old --exec ./new --filter '^esdata/'");
  command->callback([options, &tools, &exit_code] { exit_code = run(*options, tools); });
}

}  // namespace plumbline::app
