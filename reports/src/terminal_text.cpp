#include "plumbline/reports/terminal.hpp"

#include "headline.hpp"
#include "peculiarities.hpp"
#include "reason.hpp"
#include "terminal_paint.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using harness::CaseResult;
using harness::Summary;
using harness::Verdict;

constexpr std::size_t kFieldLimit = 600;  // octets of one line of a story
constexpr std::size_t kRightEdge = 78;    // columns, however wide the terminal is
constexpr std::size_t kReasonsShown = 6;

// Line feeds inside a text would break the form of the block.
std::string one_line(std::string_view text) {
  std::string out = visible(clipped(text, kFieldLimit));
  std::ranges::replace(out, '\n', ' ');
  return out;
}

std::string line(std::string_view name, std::string_view text) {
  return text.empty() ? std::string{} : fmt::format("  {:<13} {}\n", name, one_line(text));
}

std::string name_of_case(const CaseResult& result) {
  const std::string variant =
      result.variant.empty() || result.variant == "-" ? std::string{} : " · " + result.variant;
  return one_line(fmt::format("{} {}{}", result.purpose, result.binding, variant));
}

std::string clock(std::chrono::milliseconds span) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span).count();
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string head_line(const CaseResult& result, Verdict verdict, const TerminalStyle& style) {
  const std::string left = fmt::format("{} {}", sign_of(verdict, style), name_of_case(result));
  const std::string right =
      verdict == Verdict::pass
          ? fmt::format("{:.0f} ms", static_cast<double>(result.duration_us) / 1000.0)
          : fmt::format(
                "{}, culprit: {}", harness::name_of(verdict), harness::name_of(result.culprit));
  const std::size_t used = columns_of(left) + columns_of(right);
  const std::size_t edge = std::min(style.width, kRightEdge);
  const std::string gap(used + 2 < edge ? edge - used : 2, ' ');
  return painted(left, verdict, style) + gap + right + "\n";
}

struct Count {
  Verdict verdict;
  std::size_t number;
};

std::array<Count, 5> counts_of(const Summary& sum) {
  return {{{Verdict::fail, sum.fail},
           {Verdict::inconclusive, sum.inconclusive},
           {Verdict::error, sum.error},
           {Verdict::pass, sum.pass},
           {Verdict::not_applicable, sum.not_applicable}}};
}

std::string counts_text(const Summary& sum) {
  std::string out;
  for (const auto& [verdict, number] : counts_of(sum)) {
    if (number != 0) {
      const std::string_view word =
          verdict == Verdict::not_applicable ? "n/a" : harness::name_of(verdict);
      out += fmt::format("{}{} {}", out.empty() ? "" : " · ", number, word);
    }
  }
  return out;
}

std::string reasons_text(const std::vector<Reason>& reasons) {
  std::string out;
  std::size_t count = 0;
  for (const Reason& reason : reasons) {
    if (reason.verdict == Verdict::not_applicable || ++count > kReasonsShown) {
      continue;
    }
    out += fmt::format("{}{}× {}", out.empty() ? "" : " · ", reason.cases.size(), reason.id);
  }
  return count > kReasonsShown ? fmt::format("{} · {} more", out, count - kReasonsShown) : out;
}

// Without UTF-8 the typography of this page of output falls back to ASCII.
std::string for_terminal(std::string text, const TerminalStyle& style) {
  if (style.utf8) {
    return text;
  }
  for (const auto& [from, to] : {std::pair{"·", "-"}, std::pair{"×", "x"}, std::pair{"…", "..."}}) {
    const std::string_view needle{from};
    for (std::size_t at = text.find(needle); at != std::string::npos; at = text.find(needle, at)) {
      text.replace(at, needle.size(), to);
    }
  }
  return text;
}

std::string planned_line(const CampaignResult& result) {
  const Summary sum = result.summary();
  const std::size_t executed = result.cases.size() - sum.not_applicable;
  std::string equation = fmt::format(
      "{} = {} executed + {} not applicable", result.planned, executed, sum.not_applicable);
  if (result.cases.size() < result.planned) {
    equation += fmt::format(" + {} missing", result.planned - result.cases.size());
  }
  return fmt::format("{} · {:.1f} s · seed {}", equation, result.seconds, result.seed);
}

// How many cases each binding had, when there was more than one.
std::string bindings_text(const CampaignResult& result) {
  std::vector<std::pair<std::string, std::size_t>> counts;
  for (const CaseResult& entry : result.cases) {
    const auto known =
        std::ranges::find(counts, entry.binding, &std::pair<std::string, std::size_t>::first);
    if (known == counts.end()) {
      counts.emplace_back(entry.binding, 1);
    } else {
      ++known->second;
    }
  }
  std::string out;
  for (const auto& [binding, number] : counts) {
    out += fmt::format("{}{} {}", out.empty() ? "" : " · ", binding, number);
  }
  return counts.size() > 1 ? out : std::string{};
}

// Lines under one heading, the first beside it.
std::string listed(std::string_view heading, const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    out += fmt::format("  {:<9} {}\n", out.empty() ? heading : "", one_line(line));
  }
  return out;
}

// Where bindings differ, and what the SUT file declares.
std::string peculiarities(const CampaignResult& result) {
  std::vector<std::string> differences;
  for (const auto& difference : harness::binding_differences(result.cases)) {
    differences.push_back(line_of(difference));
  }
  std::vector<std::string> declared;
  for (const harness::DeclaredDeviation& deviation : result.dialect) {
    declared.push_back(line_of(deviation));
  }
  return listed("differ", differences) + listed("dialect", declared);
}

}  // namespace

std::string progress_line(const Summary& done,
                          const Progress& progress,
                          const TerminalStyle& style) {
  const std::size_t count =
      done.pass + done.fail + done.inconclusive + done.error + done.not_applicable;
  const double seconds = static_cast<double>(progress.elapsed.count()) / 1000.0;
  const double rate = seconds > 0 ? static_cast<double>(count) / seconds : 0.0;
  std::string out = fmt::format("  {}/{}", count, progress.planned);
  if (progress.planned != 0) {
    out += fmt::format(" {}%", count * 100 / progress.planned);
  }
  for (const auto& [verdict, number] : counts_of(done)) {
    if (verdict != Verdict::not_applicable && (number != 0 || verdict == Verdict::pass)) {
      out += fmt::format("  {} {}", sign_of(verdict, style), number);
    }
  }
  if (rate > 0 && count < progress.planned) {
    const double left = static_cast<double>(progress.planned - count) / rate;
    const std::chrono::milliseconds remaining{static_cast<std::int64_t>(left * 1000)};
    out += fmt::format("   {:.0f}/s  {} left", rate, clock(remaining));
  }
  out += "   " + one_line(progress.current);
  return std::string{cut(for_terminal(std::move(out), style), style.width - 1)};
}

std::string case_text(const CaseResult& result, const TerminalStyle& style) {
  const Verdict verdict = counted_as(result.verdict);
  std::string out = head_line(result, verdict, style);
  if (verdict == Verdict::pass) {
    return for_terminal(std::move(out), style);
  }
  const harness::Story& story = result.story;
  out += line("requirement", story.requirement);
  out += line("sent", story.sent);
  out += line("expected", story.expected);
  out += line("got", story.got);
  out += line("where", story.where);
  out += line("reason", result.reason);
  out += line("run again", story.again);
  return for_terminal(std::move(out), style);
}

std::string summary_text(const CampaignResult& result,
                         std::string_view report,
                         const TerminalStyle& style) {
  const std::vector<Reason> reasons = reasons_of(result);
  const auto open = static_cast<std::size_t>(std::ranges::count_if(
      reasons, [](const Reason& r) { return r.verdict != Verdict::not_applicable; }));
  const Headline headline = headline_of(result, open);
  const Verdict tone = headline.state == "pass"   ? Verdict::pass
                       : headline.state == "fail" ? Verdict::fail
                                                  : Verdict::inconclusive;
  const std::string who = result.sut.name.empty() ? std::string{} : " (" + result.sut.name + ")";
  std::string out = fmt::format("\n  {}   {}\n",
                                painted(headline.words + one_line(who), tone, style),
                                counts_text(result.summary()));
  if (result.partial) {
    out += "  partial   the run was stopped before its end\n";
  }
  if (open != 0) {
    out += fmt::format("  reasons   {}\n", one_line(reasons_text(reasons)));
  }
  out += fmt::format("  planned   {}\n", one_line(planned_line(result)));
  if (const std::string bindings = bindings_text(result); !bindings.empty()) {
    out += fmt::format("  bindings  {}\n", one_line(bindings));
  }
  const std::size_t left =
      std::transform_reduce(result.cases.begin(),
                            result.cases.end(),
                            std::size_t{0},
                            std::plus<>{},
                            [](const auto& entry) { return entry.left_behind.size(); });
  if (left != 0) {
    out += fmt::format("  left      {} on the SUT; results.json names them (left_behind)\n",
                       left == 1 ? "1 resource" : fmt::format("{} resources", left));
  }
  out += peculiarities(result);
  if (report.empty()) {
    out += fmt::format("  exit {}\n", result.exit_code());
  } else {
    out += fmt::format("  report    {}     exit {}\n", linked(report, style), result.exit_code());
  }
  return for_terminal(std::move(out), style);
}

}  // namespace plumbline::reports
