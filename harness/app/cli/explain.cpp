// plumbline explain ID: what a purpose, requirement or mutant is about.

#include "campaign_setup.hpp"
#include "commands.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <string>

namespace plumbline::app {
namespace {

void explain(const harness::Purpose& purpose) {
  fmt::print("{}  {}\n\n", purpose.id, purpose.title);
  fmt::print("role under test      {}\n", harness::name_of(purpose.role));
  fmt::print("requirements         {}\n", fmt::join(purpose.requirements, ", "));
  if (!purpose.options.empty()) {
    fmt::print("ICS options          {}\n", fmt::join(purpose.options, ", "));
  }
  fmt::print("initial conditions   {}\n", purpose.initial_conditions);
  fmt::print("when                 {}\n", purpose.when);
  fmt::print("then                 {}\n", purpose.then);
  fmt::print("a failure means      {}\n\n", purpose.failure_means);
  for (const harness::AssertionSpec& assertion : purpose.assertions) {
    fmt::print("  {}/{}  {:<12}  {}  {} ({})\n",
               purpose.id,
               assertion.id,
               assertion.kind == harness::AssertionKind::primary ? "primary" : "precondition",
               assertion.requirement,
               assertion.text,
               assertion.clause);
  }
}

void explain(const harness::Requirement& requirement, const Tools& tools) {
  fmt::print("{}  {}\n\n", requirement.id, requirement.text);
  fmt::print("source   {} {}\n", requirement.document, requirement.clause);
  fmt::print("level    {}\n", requirement.level == "M" ? "mandatory" : "optional");
  fmt::print("roles    {}\n", fmt::join(requirement.roles, ", "));
  for (const harness::Purpose& purpose : tools.purposes) {
    if (std::ranges::find(purpose.requirements, requirement.id) != purpose.requirements.end()) {
      fmt::print("tested   {}  {}\n", purpose.id, purpose.title);
    }
  }
}

int run(const std::string& id, const Tools& tools) {
  const std::string purpose_id = id.substr(0, id.find_first_of("./"));
  if (const auto at = std::ranges::find(tools.purposes, purpose_id, &harness::Purpose::id);
      at != tools.purposes.end()) {
    explain(*at);
    return kGood;
  }
  if (const harness::Requirement* requirement = tools.catalogue.find(id)) {
    explain(*requirement, tools);
    return kGood;
  }
  if (const auto at = std::ranges::find(tools.mutants, id, &harness::Mutant::name);
      at != tools.mutants.end()) {
    fmt::print("{}  {}\n\nslot     {}\ncaught by {}\n",
               at->name,
               at->description,
               harness::name_of(at->role),
               at->target());
    return kGood;
  }
  return complain(
      fail(Errc::not_found,
           "there is no purpose, requirement or mutant '" + id + "'; see plumbline list tests"),
      kUsage);
}

}  // namespace

void add_explain(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command = app.add_subcommand("explain", "Explains a purpose, requirement or mutant");
  auto id = std::make_shared<std::string>();
  command->add_option("id", *id, "AR-13-TEF-01, AR-13, or the name of a mutant")->required();
  command->footer("Example:\n  plumbline explain AR-13-TEF-01");
  command->callback([id, &tools, &exit_code] { exit_code = run(*id, tools); });
}

}  // namespace plumbline::app
