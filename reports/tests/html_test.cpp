#include "plumbline/reports/html.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/testing/paths.hpp"

#include "deflate.hpp"
#include "embedded.hpp"
#include "sample.hpp"

#include <gmock/gmock.h>
#include <zlib.h>

#include <memory>
#include <string>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using ::testing::HasSubstr;
using ::testing::Not;

std::string page(const CampaignResult& result, HtmlEvidence evidence = HtmlEvidence::partial) {
  return html_report(result, {.evidence = evidence, .catalogue = nullptr, .load = {}}).text;
}

std::string between(const std::string& text, std::string_view open, std::string_view close) {
  const std::size_t start = text.find(open) + open.size();
  return text.substr(start, text.find(close, start) - start);
}

Json index_of(const std::string& text) {
  return parse_json(between(text, R"(id="index">)", "</script>")).value();
}

std::string inflated(const Bytes& packed) {
  std::string out(std::size_t{4} << 20U, '\0');
  Bytes in = packed;
  z_stream stream{};
  stream.next_in = in.data();
  stream.avail_in = static_cast<uInt>(in.size());
  Bytes room(out.size());
  stream.next_out = room.data();
  stream.avail_out = static_cast<uInt>(room.size());
  EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  room.resize(stream.total_out);
  inflateEnd(&stream);
  return std::string{as_text(room)};
}

Json block_of(const std::string& text, int number) {
  const std::string open =
      "<script type=\"text/plain\" id=\"block-" + std::to_string(number) + "\">";
  const Bytes packed = from_base64(between(text, open, "</script>")).value();
  return parse_json(inflated(packed)).value();
}

TEST(Embedded, HoldsTheFilesAsTheyAre) {
  const std::string script = embedded::script();

  EXPECT_TRUE(
      script.starts_with(testing::read_file(testing::project_path("reports/html/script/dom.js"))));
  EXPECT_TRUE(
      script.ends_with(testing::read_file(testing::project_path("reports/html/script/main.js"))));
  EXPECT_TRUE(embedded::style_sheet().starts_with(
      testing::read_file(testing::project_path("reports/html/style/base.css"))));
  EXPECT_EQ(embedded::frame(),
            testing::read_file(testing::project_path("reports/html/frame.html")));
}

TEST(Deflated, ComesBack) {
  EXPECT_EQ(inflated(deflated({})), "");
  const std::string text(1'000'000, 'x');
  EXPECT_EQ(inflated(deflated(as_bytes(text))), text);
}

TEST(Html, FillsEveryPlaceOfTheFrame) {
  const std::string text = page(sample::mixed_campaign());

  for (const std::string_view name :
       {"@title@", "@style@", "@script@", "@static@", "@index@", "@blocks@", "@sut@"}) {
    EXPECT_THAT(text, Not(HasSubstr(name)));
  }
  EXPECT_THAT(text, HasSubstr("<title>Does not conform · Alder CSE 2.4.1-rc2 · Plumbline</title>"));
}

TEST(Html, CountsInTheIndexAreTheSummary) {
  const CampaignResult result = sample::mixed_campaign();
  const Json index = index_of(page(result));

  EXPECT_EQ(index.at("summary").at("fail"), result.summary().fail);
  EXPECT_EQ(index.at("cases").size(), result.cases.size());
  EXPECT_EQ(index.at("headline"), "Does not conform");
}

TEST(Html, ShowsTheVerdictWithoutScript) {
  const std::string text = page(sample::mixed_campaign());

  EXPECT_THAT(text, HasSubstr("<h1 class=\"page-title\">Does not conform</h1>"));
  EXPECT_THAT(text, HasSubstr("15 pass, 4 fail, 1 inconclusive, 1 error, 1 not applicable"));
  EXPECT_THAT(text, HasSubstr("<code>AR-06-TEF-01.http.keys</code>"));
}

TEST(Html, KeepsFullEvidenceOfNonPassesAndOnePass) {
  const std::string text = page(sample::mixed_campaign());
  const Json expiry = block_of(text, 2);  // master passes, keys and resource fail
  const Json tampering = block_of(text, 6);

  EXPECT_TRUE(expiry.at(0).at("messages").at(0).contains("octets"));
  EXPECT_TRUE(expiry.at(2).at("messages").at(0).contains("octets"));
  EXPECT_TRUE(tampering.at(0).at("messages").at(0).contains("octets"));
  EXPECT_FALSE(tampering.at(1).at("messages").at(0).contains("octets"));
  EXPECT_TRUE(tampering.at(1).at("messages").at(0).at("summary"));
  EXPECT_TRUE(tampering.at(3).at("messages").at(0).contains("octets"));
}

TEST(Html, HoldsAsMuchEvidenceAsAskedFor) {
  const CampaignResult result = sample::mixed_campaign();

  EXPECT_TRUE(
      block_of(page(result, HtmlEvidence::all), 6).at(1).at("messages").at(0).contains("octets"));
  EXPECT_FALSE(block_of(page(result, HtmlEvidence::none), 6).at(1).contains("messages"));
}

TEST(Html, FallsBackAndSaysSoAboveItsSize) {
  const CampaignResult result = sample::large_campaign(96, 4000);
  const HtmlReport whole = html_report(result, {.evidence = HtmlEvidence::all, .load = {}});
  const HtmlReport cut = html_report(
      result, {.evidence = HtmlEvidence::all, .octets = whole.text.size() - 1, .load = {}});

  EXPECT_EQ(whole.note, "");
  EXPECT_THAT(cut.note, HasSubstr("--html-evidence default"));
  EXPECT_THAT(index_of(cut.text).at("evidence").get<std::string>(), HasSubstr(cut.note));
  EXPECT_LT(cut.text.size(), whole.text.size() / 2);
}

TEST(Html, AsksTheLoaderForWhatIsNotInMemory) {
  CampaignResult result = sample::mixed_campaign();
  const auto evidence = std::exchange(result.cases.at(2).evidence, nullptr);
  int asked = 0;
  const auto load = [&](const harness::CaseResult& wanted) {
    ++asked;
    EXPECT_EQ(wanted.id, "AR-04-TEF-01.http.-");
    return evidence;
  };

  EXPECT_EQ(html_report(result, {.load = load}).text, page(sample::mixed_campaign()));
  EXPECT_EQ(asked, 1);
}

TEST(Html, IsTheSameForTheSameResults) {
  EXPECT_EQ(page(sample::mixed_campaign()), page(sample::mixed_campaign()));
}

TEST(Html, LetsNoTextEndItsElement) {
  const std::string text = page(sample::poisoned_campaign("</script></title><img src=x>@script@"));

  EXPECT_THAT(text, Not(HasSubstr("<img")));
  EXPECT_EQ(index_of(text).at("sut").at("name"), "</script></title><img src=x>@script@");
}

TEST(HtmlEvidence, HasNames) {
  EXPECT_EQ(html_evidence_named("default"), HtmlEvidence::partial);
  EXPECT_EQ(html_evidence_named("some"), std::nullopt);
  EXPECT_EQ(name_of(HtmlEvidence::all), "all");
}

}  // namespace
}  // namespace plumbline::reports
