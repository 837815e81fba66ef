#include "plumbline/reports/terminal.hpp"

#include "reason.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

namespace plumbline::reports {
namespace {

using harness::Verdict;

void count(harness::Summary& sum, Verdict verdict) noexcept {
  switch (counted_as(verdict)) {
    case Verdict::pass:
      ++sum.pass;
      break;
    case Verdict::fail:
      ++sum.fail;
      break;
    case Verdict::inconclusive:
      ++sum.inconclusive;
      break;
    case Verdict::not_applicable:
      ++sum.not_applicable;
      break;
    case Verdict::none:
    case Verdict::error:
      ++sum.error;
      break;
  }
}

constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::chrono::milliseconds kLogLine{10'000};

}  // namespace

TerminalReporter::TerminalReporter(std::ostream& out, TerminalStyle style)
    : out_(out),
      style_(style) {}

void TerminalReporter::on_case(const harness::CaseResult& result) {
  count(done_, result.verdict);
  const bool expected =
      result.verdict == Verdict::pass || result.verdict == Verdict::not_applicable;
  const bool known = !expected && ++reasons_[key_of(reason_of(result))] > 1;
  if (style_.verbose || (!expected && !known)) {
    clear_line();
    out_ << case_text(result, style_) << std::flush;
  }
}

void TerminalReporter::progress(const Progress& progress) {
  const std::chrono::milliseconds pause = style_.tty ? kRedraw : kLogLine;
  if (progress.elapsed - drawn_.value_or(std::chrono::milliseconds{}) < pause) {
    return;
  }
  drawn_ = progress.elapsed;
  clear_line();
  out_ << progress_line(done_, progress, style_);
  if (style_.tty) {
    line_open_ = true;
  } else {
    out_ << '\n';
  }
  out_ << std::flush;
}

void TerminalReporter::summary(const harness::CampaignResult& result, std::string_view report) {
  clear_line();
  out_ << summary_text(result, report, style_) << std::flush;
}

void TerminalReporter::clear_line() {
  if (line_open_) {
    out_ << "\r\033[K";
    line_open_ = false;
  }
}

}  // namespace plumbline::reports
