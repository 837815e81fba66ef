#include "plumbline/reports/terminal.hpp"

#include "sample.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace plumbline::reports {
namespace {

using harness::CaseResult;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr TerminalStyle kPlain{};
constexpr TerminalStyle kSigns{.utf8 = true};

CaseResult case_of(const harness::CampaignResult& result, std::string_view id) {
  return *std::ranges::find(result.cases, id, &CaseResult::id);
}

Environment environment(std::map<std::string, std::string, std::less<>> values) {
  return [values = std::move(values)](std::string_view name) -> std::optional<std::string> {
    const auto at = values.find(name);
    return at == values.end() ? std::nullopt : std::optional{at->second};
  };
}

TEST(ProgressLine, ShowsCountsRateAndTimeLeft) {
  const harness::Summary done{.pass = 771, .fail = 20, .inconclusive = 19, .error = 2};
  const Progress progress{.planned = 1701, .elapsed = 21'368ms, .current = "ESP-07-03.coap"};
  const TerminalStyle wide{.utf8 = true, .width = 120};

  EXPECT_EQ(progress_line(done, progress, wide),
            "  812/1701 47%  ✘ 20  ? 19  ! 2  ✔ 771   38/s  0:23 left   ESP-07-03.coap");
}

TEST(ProgressLine, NeverReachesTheWidth) {
  const Progress progress{.planned = 10, .elapsed = 0ms, .current = std::string(200, 'x')};
  const TerminalStyle narrow{.utf8 = true, .width = 40};

  EXPECT_EQ(progress_line({.pass = 1}, progress, narrow).size(), 39U + 2U);  // ✔ takes three octets
}

TEST(ProgressLine, HasWordsWithoutUtf8) {
  EXPECT_THAT(progress_line({.pass = 3, .fail = 1}, {.planned = 4, .current = ""}, kPlain),
              HasSubstr("FAIL 1  ok 3"));
}

TEST(CaseText, TellsTheStoryInSixLines) {
  const auto result = sample::mixed_campaign();

  EXPECT_EQ(
      case_text(case_of(result, "AR-06-TEF-01.http.keys"), kSigns),
      "✘ AR-06-TEF-01 http · keys                                  fail, culprit: SUT\n"
      "  requirement   AR-06  every registration expires (TR-0012 7.3.1 step 4c)\n"
      "  sent          M7  RETRIEVE /-/0A1B, 2.0 s after its expiry\n"
      "  expected      a refusal with 4004, no key octets\n"
      "  got           M8  2000 with kv of 32 octets\n"
      "  where         TEF, retrieval after expiry; unknown ids are refused as they should be\n"
      "  run again     plumbline run --sut alder.json --filter AR-06-TEF-01 --seed "
      "7f1a0c225be941d0\n");
}

TEST(CaseText, IsAsciiWithoutUtf8) {
  const auto result = sample::mixed_campaign();

  EXPECT_THAT(case_text(case_of(result, "AR-06-TEF-01.http.keys"), kPlain),
              StartsWith("FAIL AR-06-TEF-01 http - keys"));
}

TEST(CaseText, LetsTheSystemUnderTestMoveNoCursor) {
  const auto result = sample::poisoned_campaign("\x1b]0;owned\x07\x1b[2J\n\u202E");
  for (const CaseResult& entry : result.cases) {
    const std::string text = case_text(entry, kSigns);
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\u202E")));
  }
}

TEST(SummaryText, IsTheLastThingAndAddsUp) {
  const auto result = sample::mixed_campaign();

  EXPECT_EQ(
      summary_text(result, "out/index.html", kSigns),
      "\n  Does not conform (Alder CSE)   4 fail · 1 inconclusive · 1 error · 15 pass · 1 n/a\n"
      "  reasons   2× AR-06-TEF-01/A2 · 1× AR-10-HCSE-01/A2 · 1× AR-14-AE-cli-01/A2 · "
      "1× DS-22-AE-cli-01 · 1× AR-13-TEF-02/A1\n"
      "  planned   22 = 21 executed + 1 not applicable · 12.4 s · seed 7f1a0c225be941d0\n"
      "  report    out/index.html     exit 1\n");
}

TEST(SummaryText, CountsTheCasesOfEachBinding) {
  auto result = sample::good_campaign();
  const auto all = result.cases.size();
  result.cases[1].binding = "coap";
  result.cases[2].binding = "coap";

  EXPECT_THAT(summary_text(result, "", kSigns),
              HasSubstr("\n  bindings  http " + std::to_string(all - 2) + " · coap 2\n"));
}

TEST(SummaryText, TellsWhatIsDeclaredAndWhetherItWasNeeded) {
  auto result = sample::good_campaign();
  result.dialect = {{.role = "TEF", .name = "response-without-rvi", .text = "…", .cases = 2},
                    {.role = "TEF", .name = "old-option-numbers", .text = "…"}};
  EXPECT_THAT(summary_text(result, "", kPlain),
              HasSubstr("  dialect   TEF response-without-rvi: needed by 2 cases\n"
                        "            TEF old-option-numbers: never needed\n"));
}

TEST(SummaryText, TellsWhereBindingsDiffer) {
  auto result = sample::good_campaign();
  harness::CaseResult over_http = result.cases.front();
  over_http.purpose = "ESD-12-HCSE-01";
  over_http.variant = "-";
  over_http.verdict = harness::Verdict::pass;
  over_http.assertions.clear();
  harness::CaseResult over_mqtt = over_http;
  over_mqtt.binding = "mqtt";
  over_mqtt.verdict = harness::Verdict::fail;
  result.cases = {over_http, over_mqtt};
  EXPECT_THAT(summary_text(result, "", kPlain),
              HasSubstr("  differ    ESD-12-HCSE-01: http pass; mqtt fail\n"));
}

TEST(SummaryText, SaysWhatIsMissing) {
  auto result = sample::good_campaign();
  result.planned = 30;
  result.partial = true;

  EXPECT_THAT(summary_text(result, "", kSigns), HasSubstr("+ 8 missing"));
  EXPECT_THAT(summary_text(result, "", kSigns), EndsWith("  exit 1\n"));
}

TEST(SummaryText, LinksThePathWhereTheTerminalCan) {
  const TerminalStyle style{.tty = true, .hyperlinks = true};

  EXPECT_THAT(summary_text(sample::good_campaign(), "/tmp/a b/index.html", style),
              HasSubstr("\033]8;;file:///tmp/a%20b/index.html\033\\/tmp/a b/index.html"
                        "\033]8;;\033\\"));
}

TEST(StyleFor, ShowsNothingSpecialOnAPipe) {
  const auto style = style_for(false, 0, environment({{"LANG", "C.UTF-8"}, {"VTE_VERSION", "1"}}));

  EXPECT_FALSE(style.tty);
  EXPECT_FALSE(style.colour);
  EXPECT_FALSE(style.hyperlinks);
  EXPECT_TRUE(style.utf8);
  EXPECT_EQ(style.width, 80U);
}

TEST(StyleFor, HeedsNoColorAndDumbTerminals) {
  EXPECT_TRUE(style_for(true, 100, environment({{"TERM", "xterm"}})).colour);
  EXPECT_FALSE(style_for(true, 100, environment({{"TERM", "xterm"}, {"NO_COLOR", "1"}})).colour);
  EXPECT_TRUE(style_for(true, 100, environment({{"NO_COLOR", ""}})).colour);
  EXPECT_FALSE(style_for(true, 100, environment({{"TERM", "dumb"}})).tty);
}

TEST(StyleFor, TakesTheFirstLocaleThatIsSet) {
  EXPECT_FALSE(style_for(true, 80, environment({{"LC_ALL", "C"}, {"LANG", "de_DE.UTF-8"}})).utf8);
  EXPECT_TRUE(style_for(true, 80, environment({{"LC_ALL", ""}, {"LANG", "de_DE.utf8"}})).utf8);
}

TEST(TerminalReporter, PrintsAReasonOnce) {
  std::ostringstream out;
  TerminalReporter reporter{out, kSigns};
  const auto result = sample::mixed_campaign();

  for (const CaseResult& entry : result.cases) {
    reporter.on_case(entry);
  }

  EXPECT_THAT(out.str(), HasSubstr("AR-06-TEF-01 http · keys"));
  EXPECT_THAT(out.str(), Not(HasSubstr("AR-06-TEF-01 http · resource")));
  EXPECT_THAT(out.str(), Not(HasSubstr("AR-04-TEF-01")));
}

TEST(TerminalReporter, PrintsPassesWhenVerbose) {
  std::ostringstream out;
  TerminalReporter reporter{out, {.utf8 = true, .verbose = true}};

  reporter.on_case(case_of(sample::good_campaign(), "AR-04-TEF-01.http.-"));

  EXPECT_THAT(out.str(), StartsWith("✔ AR-04-TEF-01 http   "));
}

TEST(TerminalReporter, RedrawsAtMostTenTimesASecond) {
  std::ostringstream out;
  TerminalReporter reporter{out, {.tty = true, .utf8 = true}};

  reporter.progress({.planned = 9, .elapsed = 100ms, .current = "first"});
  reporter.progress({.planned = 9, .elapsed = 150ms, .current = "second"});
  reporter.progress({.planned = 9, .elapsed = 200ms, .current = "third"});

  EXPECT_EQ(out.str(), "  0/9 0%  ✔ 0   first\r\033[K  0/9 0%  ✔ 0   third");
}

TEST(TerminalReporter, WritesALinePerTenSecondsToAPipe) {
  std::ostringstream out;
  TerminalReporter reporter{out, kPlain};

  reporter.progress({.planned = 9, .elapsed = 9'999ms, .current = "early"});
  reporter.progress({.planned = 9, .elapsed = 10s, .current = "first"});
  reporter.progress({.planned = 9, .elapsed = 19s, .current = "again"});
  reporter.progress({.planned = 9, .elapsed = 20s, .current = "second"});

  EXPECT_EQ(out.str(), "  0/9 0%  ok 0   first\n  0/9 0%  ok 0   second\n");
}

TEST(TerminalReporter, EndsTheMovingLineBeforeTheSummary) {
  std::ostringstream out;
  TerminalReporter reporter{out, {.tty = true, .utf8 = true}};

  reporter.progress({.planned = 9, .elapsed = 1s, .current = "x"});
  reporter.summary(sample::good_campaign(), "");

  EXPECT_THAT(out.str(), HasSubstr("\r\033[K\n  Conforms (Alder CSE)   21 pass · 1 n/a\n"));
}

}  // namespace
}  // namespace plumbline::reports
