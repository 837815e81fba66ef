// plumbline vectors: puts known answers to the reference, or to a program that speaks the exec
// protocol.

#include "plumbline/harness/replay.hpp"

#include "campaign_setup.hpp"
#include "commands.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <memory>
#include <regex>
#include <string>

namespace plumbline::app {
namespace {

using harness::VectorOutcome;

struct VectorsOptions {
  std::string program;
  std::string filter;
  std::string folder;
  bool json = false;
};

Result<harness::ReplayReport> replay(const VectorsOptions& options, const Tools& tools) {
  PLUMBLINE_TRY(const auto filter, filter_of(options.filter));
  PLUMBLINE_TRY(
      const auto files,
      options.folder.empty() ? harness::embedded_vectors() : harness::load_vectors(options.folder));
  PLUMBLINE_TRY(const auto codec, codec_of(options.program, tools));
  harness::ReplayOptions replay_options{.same_codes = options.program.empty()};
  replay_options.selected = [&](const std::string& name) {
    return std::regex_search(name, filter);
  };
  harness::ReplayReport report = harness::replay(files, codec, replay_options);
  if (report.results.empty()) {
    return fail(Errc::not_found, "no vector is selected");
  }
  return report;
}

void print(const harness::ReplayReport& report) {
  for (const harness::VectorResult& result : report.results) {
    if (result.outcome != VectorOutcome::pass) {
      fmt::print("{:<12} {}  {}: {}\n",
                 harness::name_of(result.outcome),
                 result.name,
                 result.comment,
                 result.detail);
    }
  }
  fmt::print("{} pass, {} fail, {} unsupported\n",
             report.count(VectorOutcome::pass),
             report.count(VectorOutcome::fail),
             report.count(VectorOutcome::unsupported));
}

int run(const VectorsOptions& options, const Tools& tools) {
  const auto report = replay(options, tools);
  if (!report) {
    return complain(report.error(), kUsage);
  }
  if (options.json) {
    fmt::print("{}\n", harness::to_json(report.value()).dump(2));
  } else {
    print(report.value());
  }
  return report.value().count(VectorOutcome::fail) == 0 ? kGood : kTestFailed;
}

}  // namespace

void add_vectors(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command = app.add_subcommand("vectors", "Puts known answers to a codec");
  auto options = std::make_shared<VectorsOptions>();
  command->add_option(
      "--exec", options->program, "shell command of a codec; without it the reference is asked");
  command->add_option(
      "--filter", options->filter, "only vectors whose name matches, e.g. '^jose/'");
  command->add_option("--dir", options->folder, "vector files; without it those built in")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--json", options->json, "print JSON");
  command->footer("Examples:\n  plumbline vectors\n  plumbline vectors --exec 'python3 codec.py'");
  command->callback([options, &tools, &exit_code] { exit_code = run(*options, tools); });
}

}  // namespace plumbline::app
