#include "plumbline/reports/junit.hpp"

#include "peculiarities.hpp"
#include "reason.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using harness::CaseResult;
using harness::Verdict;

constexpr std::size_t kDateAndTime = 19;  // characters of "2026-11-22T03:41:07"

struct Suite {
  std::string name;
  std::vector<const CaseResult*> cases;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  std::int64_t duration_us = 0;
};

// XML 1.0 clause 2.2 has no form at all for most control characters, U+FFFE and U+FFFF. `visible`
// has already spelt the controls out or replaced what is no UTF-8.
std::string xml_text(std::string_view text) {
  std::string out = escaped(visible(text));
  for (const std::string_view foreign : {"\uFFFE", "\uFFFF"}) {
    for (std::size_t at = out.find(foreign); at != std::string::npos; at = out.find(foreign, at)) {
      out.erase(at, foreign.size());
    }
  }
  return out;
}

// In an attribute a line feed would be read as a space.
std::string attribute(std::string_view text) {
  std::string out;
  for (const char c : xml_text(text)) {
    if (c == '\n') {
      out += "&#10;";
    } else if (c == '\t') {
      out += "&#9;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string suite_name(const CaseResult& result) {
  return fmt::format(
      "{}.{}", result.purpose.substr(0, result.purpose.find('-')), harness::name_of(result.role));
}

std::vector<Suite> suites_of(const CampaignResult& result) {
  std::vector<Suite> suites;
  std::map<std::string, std::size_t> places;
  for (const CaseResult& entry : result.cases) {
    const auto [at, is_new] = places.try_emplace(suite_name(entry), suites.size());
    if (is_new) {
      suites.emplace_back().name = at->first;
    }
    Suite& suite = suites[at->second];
    const Verdict verdict = counted_as(entry.verdict);
    suite.cases.push_back(&entry);
    suite.failures += verdict == Verdict::fail ? 1U : 0U;
    suite.errors += verdict == Verdict::inconclusive || verdict == Verdict::error ? 1U : 0U;
    suite.skipped += verdict == Verdict::not_applicable ? 1U : 0U;
    suite.duration_us += entry.duration_us;
  }
  return suites;
}

std::string seconds(std::int64_t microseconds) {
  return fmt::format("{:.3f}", static_cast<double>(microseconds) / 1e6);
}

std::string story_text(const CaseResult& result) {
  const harness::Story& story = result.story;
  if (story.requirement.empty()) {
    return result.reason;
  }
  return fmt::format(
      "requirement  {}\nsent         {}\nexpected     {}\ngot          {}\nwhere        {}\n"
      "run again    {}",
      story.requirement,
      story.sent,
      story.expected,
      story.got,
      story.where,
      story.again);
}

std::string outcome(const CaseResult& result) {
  const Verdict verdict = counted_as(result.verdict);
  if (verdict == Verdict::pass) {
    return {};
  }
  const Reason reason = reason_of(result);
  const std::string message =
      reason.detail.empty() ? reason.title : fmt::format("{}: {}", reason.title, reason.detail);
  if (verdict == Verdict::not_applicable) {
    return fmt::format("<skipped message=\"{}\"/>", attribute(message));
  }
  const std::string_view element = verdict == Verdict::fail ? "failure" : "error";
  return fmt::format(
      R"(<{0} type="{1}" message="{2}">{3}</{0}>)",
      element,
      harness::name_of(verdict),
      attribute(message),
      xml_text(fmt::format(
          "culprit      {}\n{}", harness::name_of(result.culprit), story_text(result))));
}

std::string test_case(const Suite& suite, const CaseResult& result) {
  return fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{}\">{}</testcase>\n",
                     attribute(suite.name),
                     attribute(result.id),
                     seconds(result.duration_us),
                     outcome(result));
}

// "2026-11-22T03:41:07.120Z" → "2026-11-22T03:41:07": no zone, no fraction.
std::string timestamp(const CampaignResult& result) {
  return attribute(result.started.substr(0, kDateAndTime));
}

std::string property(std::string_view name, const std::string& value) {
  return fmt::format(R"(<property name="{}" value="{}"/>)", name, attribute(value));
}

// Where bindings differ in a case of this suite, and what is declared of the role that it tests.
std::string peculiarities(const CampaignResult& result, const Suite& suite) {
  std::set<std::string_view> purposes;
  for (const CaseResult* entry : suite.cases) {
    purposes.insert(entry->purpose);
  }
  std::string out;
  for (const auto& difference : harness::binding_differences(result.cases)) {
    out += purposes.contains(difference.purpose)
               ? property("binding-difference", line_of(difference))
               : std::string{};
  }
  const std::string_view role = harness::name_of(suite.cases.front()->role);
  for (const harness::DeclaredDeviation& declared : result.dialect) {
    out +=
        declared.role == role ? property("declared-deviation", line_of(declared)) : std::string{};
  }
  return out;
}

std::string suite_text(const CampaignResult& result, const Suite& suite) {
  std::string out = fmt::format(
      R"( <testsuite name="{}" tests="{}" failures="{}" errors="{}" skipped="{}" time="{}" timestamp="{}">)"
      "\n  <properties><property name=\"sut\" value=\"{} {}\"/><property name=\"seed\" "
      "value=\"{}\"/><property name=\"plumbline\" value=\"{}\"/>{}</properties>\n",
      attribute(suite.name),
      suite.cases.size(),
      suite.failures,
      suite.errors,
      suite.skipped,
      seconds(suite.duration_us),
      timestamp(result),
      attribute(result.sut.name),
      attribute(result.sut.version),
      attribute(result.seed),
      attribute(result.tool_version),
      peculiarities(result, suite));
  for (const CaseResult* entry : suite.cases) {
    out += test_case(suite, *entry);
  }
  return out + " </testsuite>\n";
}

}  // namespace

std::string junit_report(const CampaignResult& result) {
  const harness::Summary sum = result.summary();
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"plumbline\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
      "time=\"{:.3f}\">\n",
      result.cases.size(),
      sum.fail,
      sum.inconclusive + sum.error,
      result.seconds);
  for (const Suite& suite : suites_of(result)) {
    out += suite_text(result, suite);
  }
  return out + "</testsuites>\n";
}

}  // namespace plumbline::reports
