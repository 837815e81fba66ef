/// @file
/// What a campaign prints: one moving line, each reason once with its story, the summary last.

#pragma once

#include "plumbline/harness/result.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::reports {

/// What the stream can show.
struct TerminalStyle {
  bool tty = false;  ///< the progress line moves in place
  bool colour = false;
  bool utf8 = false;        ///< signs; otherwise "ok FAIL INCO ERR"
  bool hyperlinks = false;  ///< OSC 8
  bool verbose = false;     ///< passes are printed too
  std::size_t width = 80;   ///< columns
};

/// The value of an environment variable, if it is set.
using Environment = std::function<std::optional<std::string>(std::string_view)>;

/// Reads NO_COLOR, TERM, LC_ALL, LC_CTYPE, LANG and the marks of terminals that know OSC 8. Nothing
/// is coloured or linked when the stream is no terminal.
[[nodiscard]] TerminalStyle style_for(bool tty, std::size_t width, const Environment& environment);

/// How far a campaign is.
struct Progress {
  std::size_t planned = 0;
  std::chrono::milliseconds elapsed{};
  std::string current;  ///< a case that runs now
};

/// "812/1701 48%  ✔ 771  ✘ 20  ? 19  ! 2   38/s  0:23 left   <current>", cut to the width.
[[nodiscard]] std::string progress_line(const harness::Summary& done,
                                        const Progress& progress,
                                        const TerminalStyle& style);

/// The block that a reason prints when it first appears: sign, id, culprit, six lines.
[[nodiscard]] std::string case_text(const harness::CaseResult& result, const TerminalStyle& style);

/// The last lines. `report` is the path of the page with its folder; empty: none was written.
[[nodiscard]] std::string summary_text(const harness::CampaignResult& result,
                                       std::string_view report,
                                       const TerminalStyle& style);

/// Puts these together on a stream. Not thread-safe: the one who collects results calls it.
class TerminalReporter {
 public:
  TerminalReporter(std::ostream& out, TerminalStyle style);

  /// Counts the case; prints it when its reason is new (or always, when verbose).
  void on_case(const harness::CaseResult& result);

  /// Redraws the line, at most ten times a second; without a terminal a line per ten seconds.
  void progress(const Progress& progress);

  /// Ends the moving line and prints the summary.
  void summary(const harness::CampaignResult& result, std::string_view report);

 private:
  void clear_line();

  std::ostream& out_;
  TerminalStyle style_;
  harness::Summary done_;
  std::map<std::string, std::size_t, std::less<>> reasons_;  ///< cases of each reason so far
  std::optional<std::chrono::milliseconds> drawn_;           ///< when the line was last printed
  bool line_open_ = false;
};

}  // namespace plumbline::reports
