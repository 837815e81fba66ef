// The program `plumbline`: composition root and subcommands.

#include "plumbline/core/json.hpp"
#include "plumbline/harness/mutants_library.hpp"
#include "plumbline/testcases/purposes.hpp"

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/terminal.hpp"
#include "workshop.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace plumbline::embedded {
extern const std::string_view kRequirements;
extern const std::string_view kKillMatrix;
}  // namespace plumbline::embedded

namespace plumbline::app {
namespace {

Json embedded_json(std::string_view text) {
  auto parsed = parse_json(text);
  if (!parsed) {
    throw std::runtime_error{"an embedded document is broken: " + parsed.error().detail};
  }
  return std::move(parsed.value());
}

Tools make_tools() {
  auto catalogue = harness::Catalogue::from_json(embedded_json(embedded::kRequirements));
  if (!catalogue) {
    throw std::runtime_error{"the requirements catalogue is broken: " + catalogue.error().detail};
  }
  return {.workshop = make_workshop(),
          .purposes = testcases::all_purposes(),
          .preflight = testcases::preflight_purposes(),
          .mutants = harness::all_mutants(),
          .catalogue = std::move(catalogue.value()),
          .kill_matrix = embedded_json(embedded::kKillMatrix)};
}

int run(int argc, char** argv) {
  const Tools tools = make_tools();
  int exit_code = kGood;
  CLI::App app{
      "Proves that oneM2M products implement end-to-end security, and explains every verdict"};
  app.set_version_flag("--version", std::string{"plumbline "} + std::string{kVersion});
  app.require_subcommand(1);
  catch_interrupts();
  add_run(app, tools, exit_code);
  add_mutants(app, tools, exit_code);
  add_list(app, tools, exit_code);
  add_explain(app, tools, exit_code);
  add_preflight(app, tools, exit_code);
  add_judge(app, tools, exit_code);
  add_report(app, tools, exit_code);
  add_reference(app, tools, exit_code);
  add_init(app, tools, exit_code);
  add_vectors(app, tools, exit_code);
  add_diff_codec(app, tools, exit_code);
  add_codec(app, tools, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kGood : kUsage;
  }
  return exit_code;
}

}  // namespace
}  // namespace plumbline::app

int main(int argc, char** argv) {
  try {
    return plumbline::app::run(argc, argv);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "plumbline: internal error: {}\n", fault.what());
    return plumbline::app::kInternal;
  }
}
