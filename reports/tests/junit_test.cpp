#include "plumbline/reports/junit.hpp"

#include "sample.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::reports {
namespace {

using harness::Verdict;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Junit, CountsInconclusiveAsError) {
  EXPECT_THAT(junit_report(sample::mixed_campaign()),
              HasSubstr(R"(<testsuites name="plumbline" tests="22" failures="4" errors="2")"));
}

TEST(Junit, MapsEachVerdict) {
  const std::string text = junit_report(sample::mixed_campaign());

  EXPECT_THAT(text, HasSubstr(R"(name="AR-06-TEF-01.http.keys" time="2.0)"));
  EXPECT_THAT(text,
              HasSubstr("<failure type=\"fail\" message=\"after its expiry the credential is not "
                        "served: expected 4004, observed 2000\">culprit      SUT\nrequirement"));
  EXPECT_THAT(text, HasSubstr(R"(<error type="inconclusive" message="before its expiry)"));
  EXPECT_THAT(text, HasSubstr(R"(<error type="error" message="The tester's client)"));
  EXPECT_THAT(text, HasSubstr(R"(<skipped message="The conformance statement)"));
  EXPECT_THAT(text, HasSubstr(R"(timestamp="2026-11-22T03:41:07")"));
}

TEST(Junit, CountsACaseWithoutVerdictAsError) {
  auto result = sample::good_campaign();
  result.cases.front().verdict = Verdict::none;

  EXPECT_THAT(junit_report(result), HasSubstr(R"(failures="0" errors="1")"));
}

TEST(Junit, LetsNothingOfTheSystemUnderTestBecomeMarkup) {
  const std::string text =
      junit_report(sample::poisoned_campaign("]]></failure><x a='\"'>\x01\x1b\uFFFE\xff\r\n&"));

  EXPECT_THAT(text, Not(HasSubstr("<x a")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\uFFFE")));
  EXPECT_THAT(text, HasSubstr("]]&gt;&lt;/failure&gt;&lt;x a='&quot;'&gt;\\u0001\\u001b\uFFFD"));
}

TEST(Junit, HasPropertiesForDifferencesAndDeclarations) {
  auto result = sample::good_campaign();
  harness::CaseResult other = result.cases.front();
  result.dialect = {{.role = std::string{harness::name_of(other.role)},
                     .name = "response-without-rvi",
                     .text = "…",
                     .cases = 1}};
  other.binding = "mqtt";
  other.verdict = harness::Verdict::error;
  result.cases = {result.cases.front(), other};
  const std::string xml = junit_report(result);
  EXPECT_THAT(xml, HasSubstr(R"(<property name="binding-difference" value=")" + other.purpose));
  EXPECT_THAT(xml, HasSubstr(R"(name="declared-deviation")"));
  EXPECT_THAT(xml, HasSubstr("response-without-rvi: needed by 1 case"));
}

TEST(Junit, IsTheSameForTheSameResults) {
  EXPECT_EQ(junit_report(sample::mixed_campaign()), junit_report(sample::mixed_campaign()));
}

}  // namespace
}  // namespace plumbline::reports
