/// Writes a campaign as the program would: results.json, junit.xml, evidence/ and index.html.
/// make_fixture KIND FOLDER [POISON-FILE]; KIND is mixed, good, large, poisoned or giant (one
/// poisoned case), and how much evidence the page holds may follow it: mixed-all, large-none.

#include "plumbline/reports/html.hpp"
#include "plumbline/reports/json.hpp"
#include "plumbline/reports/junit.hpp"
#include "plumbline/testing/paths.hpp"

#include "sample.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

namespace reports = plumbline::reports;
using plumbline::harness::CampaignResult;

constexpr std::size_t kCases = 2016;
constexpr std::size_t kPayload = 1200;

void write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file{path, std::ios::binary};
  file << text;
  if (!file.flush()) {
    throw std::runtime_error{"cannot write " + path.string()};
  }
}

CampaignResult campaign(std::string_view kind, std::span<char*> rest) {
  if (kind == "mixed") {
    return reports::sample::mixed_campaign();
  }
  if (kind == "good") {
    return reports::sample::good_campaign();
  }
  if (kind == "large") {
    return reports::sample::large_campaign(kCases, kPayload);
  }
  if (kind == "poisoned" && !rest.empty()) {
    return reports::sample::poisoned_campaign(plumbline::testing::read_file(rest.front()));
  }
  if (kind == "giant" && !rest.empty()) {
    return reports::sample::poisoned_campaign(plumbline::testing::read_file(rest.front()), 1);
  }
  throw std::runtime_error{"unknown kind of campaign"};
}

void write_all(const CampaignResult& result,
               reports::HtmlEvidence evidence,
               const std::filesystem::path& folder) {
  const auto catalogue = reports::sample::catalogue();
  const auto page =
      reports::html_report(result, {.evidence = evidence, .catalogue = &catalogue, .load = {}});
  write(folder / "results.json", reports::results_json(result));
  write(folder / "junit.xml", reports::junit_report(result));
  write(folder / "index.html", page.text);
}

void write_evidence(const CampaignResult& result, const std::filesystem::path& folder) {
  for (const auto& entry : result.cases) {
    if (entry.evidence != nullptr) {
      write(folder / entry.evidence_file, reports::evidence_json(*entry.evidence));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::span arguments{argv, static_cast<std::size_t>(argc)};
  try {
    if (arguments.size() < 3) {
      throw std::runtime_error{"usage: make_fixture KIND FOLDER [POISON-FILE]"};
    }
    const std::string_view wanted = arguments[1];
    const std::string_view kind = wanted.substr(0, wanted.find('-'));
    const auto depth = kind == wanted ? "default" : wanted.substr(kind.size() + 1);
    const CampaignResult result = campaign(kind, arguments.subspan(3));
    write_all(result, reports::html_evidence_named(depth).value(), arguments[2]);
    if (kind == "mixed") {
      write_evidence(result, arguments[2]);
    }
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "make_fixture: {}\n", error.what());
    return 1;
  }
}
