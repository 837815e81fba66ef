#include "plumbline/reports/render.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/reports/json.hpp"
#include "plumbline/reports/junit.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/schema.hpp"

#include "sample.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;

bool is_valid(const std::string& schema_file, const Json& document) {
  return testing::follows_schema(document, "reports/schemas/" + schema_file);
}

TEST(ResultsJson, KeepsItsSchema) {
  const Json document = parse_json(results_json(sample::mixed_campaign())).value();

  EXPECT_TRUE(is_valid("results.schema.json", document));
  EXPECT_EQ(document.at("summary"),
            Json::parse(R"({"pass":15,"fail":4,"inconclusive":1,"error":1,"not_applicable":1})"));
}

TEST(ResultsJson, SchemaRefusesWhatItDoesNotKnow) {
  Json document = parse_json(results_json(sample::mixed_campaign())).value();
  document["summary"]["skipped"] = 1;
  EXPECT_FALSE(is_valid("results.schema.json", document));
}

TEST(EvidenceJson, KeepsItsSchema) {
  for (const auto& entry : sample::mixed_campaign().cases) {
    if (entry.evidence != nullptr) {
      const Json document = parse_json(evidence_json(*entry.evidence)).value();
      EXPECT_TRUE(is_valid("evidence.schema.json", document)) << entry.id;
    }
  }
}

TEST(EvidenceJson, CarriesEveryOctet) {
  harness::Evidence evidence = *sample::mixed_campaign().cases.front().evidence;
  std::string octets;
  for (int i = 0; i < 256; ++i) {
    octets.push_back(static_cast<char>(i));
  }
  evidence.messages.front().octets = octets;

  const auto back = read_evidence(evidence_json(evidence));

  ASSERT_TRUE(back.has_value()) << to_string(back.error());
  EXPECT_EQ(back.value().messages.front().octets, octets);
}

class StoredReport : public ::testing::Test {
 protected:
  StoredReport() {
    std::filesystem::create_directory(folder_.path("evidence"));
    for (const auto& entry : result_.cases) {
      if (entry.evidence != nullptr) {
        folder_.write(entry.evidence_file, evidence_json(*entry.evidence));
      }
    }
  }

  CampaignResult result_ = sample::mixed_campaign();
  plumbline::testing::Folder folder_;
};

TEST_F(StoredReport, GivesThePageOfTheRun) {
  const auto page = render_html(results_json(result_), {.load = evidence_in(folder_.path())});

  ASSERT_TRUE(page.has_value()) << to_string(page.error());
  EXPECT_EQ(page.value().text, html_report(result_, {.load = {}}).text);
}

TEST_F(StoredReport, GivesTheJunitOfTheRun) {
  EXPECT_EQ(render_junit(results_json(result_)).value(), junit_report(result_));
}

TEST_F(StoredReport, LoaderStaysInItsFolder) {
  const EvidenceLoader load = evidence_in(folder_.path("evidence"));
  harness::CaseResult entry = result_.cases.front();
  entry.evidence_file = "../" + entry.evidence_file;
  EXPECT_EQ(load(entry), nullptr);

  entry.evidence_file = folder_.path("evidence/AR-04-TEF-01.http.-.json");
  EXPECT_EQ(load(entry), nullptr);

  entry.evidence_file = "AR-04-TEF-01.http.-.json";
  EXPECT_NE(load(entry), nullptr);
}

TEST_F(StoredReport, LoaderGivesNothingForABrokenFile) {
  folder_.write("evidence/broken.json", "{");
  harness::CaseResult entry;
  entry.evidence_file = "evidence/broken.json";
  EXPECT_EQ(evidence_in(folder_.path())(entry), nullptr);
}

TEST(Render, RefusesWhatIsNoResult) {
  EXPECT_EQ(render_html("{", {.load = {}}).error().code, Errc::malformed);
  EXPECT_FALSE(render_junit("{\"results\":1}").has_value());
}

}  // namespace
}  // namespace plumbline::reports
