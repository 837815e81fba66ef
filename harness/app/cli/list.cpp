// plumbline list: the catalogue of tests, requirements, coverage and mutants.

#include "plumbline/harness/coverage.hpp"

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

Json tests(const Tools& tools) {
  Json out = Json::array();
  for (const harness::Purpose& purpose : tools.purposes) {
    Json variants = Json::array();
    for (const harness::Variant& variant : purpose.variants) {
      variants.push_back(harness::text_of(variant));
    }
    out.push_back({{"id", purpose.id},
                   {"title", purpose.title},
                   {"role", harness::name_of(purpose.role)},
                   {"requirements", purpose.requirements},
                   {"options", purpose.options},
                   {"bindings", harness::bindings_of(purpose)},
                   {"variants", std::move(variants)}});
  }
  return {{"tests", std::move(out)}};
}

Json requirements(const Tools& tools) {
  Json out = Json::array();
  for (const harness::Requirement& requirement : tools.catalogue.all()) {
    out.push_back({{"id", requirement.id},
                   {"roles", requirement.roles},
                   {"level", requirement.level},
                   {"source", requirement.document + " " + requirement.clause},
                   {"text", requirement.text}});
  }
  return {{"requirements", std::move(out)}};
}

Json mutants(const Tools& tools) {
  Json out = Json::array();
  for (const harness::Mutant& mutant : tools.mutants) {
    out.push_back({{"id", mutant.name},
                   {"role", harness::name_of(mutant.role)},
                   {"target", mutant.target()},
                   {"text", mutant.description}});
  }
  return {{"mutants", std::move(out)}};
}

Json coverage(const Tools& tools) {
  return harness::to_json(harness::coverage_of(tools.catalogue, tools.purposes, tools.kill_matrix));
}

std::string joined(const Json& texts) {
  std::string out;
  for (const Json& text : texts) {
    out += (out.empty() ? "" : ", ") + text.get<std::string>();
  }
  return out;
}

std::string line_of(const Json& row) {
  const std::string id = row.value("id", "");
  if (row.contains("covered")) {
    return fmt::format(
        "{:<9} {:<8} {:>3} mutants  {}",
        id,
        row.at("covered").get<bool>() ? "covered" : "open",
        row.at("mutants").size(),
        row.at("missing_roles").empty() ? "" : "missing: " + joined(row.at("missing_roles")));
  }
  if (row.contains("target")) {
    return fmt::format("{:<44} {:<7} {:<20} {}",
                       id,
                       row.value("role", ""),
                       row.value("target", ""),
                       row.value("text", ""));
  }
  if (row.contains("title")) {
    return fmt::format("{:<18} {:<7} {}", id, row.value("role", ""), row.value("title", ""));
  }
  return fmt::format("{:<9} {:<28} {}", id, joined(row.at("roles")), row.value("text", ""));
}

int print(const Json& catalogue, bool json) {
  if (json) {
    fmt::print("{}\n", catalogue.dump(2));
    return kGood;
  }
  for (const Json& row : catalogue.front()) {
    fmt::print("{}\n", line_of(row));
  }
  return kGood;
}

}  // namespace

void add_list(CLI::App& app, const Tools& tools, int& exit_code) {
  auto* command = app.add_subcommand("list", "Lists tests, requirements, coverage or mutants");
  auto what = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  command->add_option("what", *what, "tests, requirements, coverage or mutants")
      ->required()
      ->check(CLI::IsMember({"tests", "requirements", "coverage", "mutants"}));
  command->add_flag("--json", *json, "print JSON");
  command->footer("Examples:\n  plumbline list coverage\n  plumbline list tests --json");
  command->callback([what, json, &tools, &exit_code] {
    if (*what == "tests") {
      exit_code = print(tests(tools), *json);
    } else if (*what == "requirements") {
      exit_code = print(requirements(tools), *json);
    } else if (*what == "mutants") {
      exit_code = print(mutants(tools), *json);
    } else {
      exit_code = print(coverage(tools), *json);
    }
  });
}

}  // namespace plumbline::app
