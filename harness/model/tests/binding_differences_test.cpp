#include "plumbline/harness/binding_differences.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

AssertionResult said(const std::string& id, bool holds, const std::string& observed) {
  AssertionResult out;
  out.id = id;
  out.holds = holds;
  out.observed = observed;
  return out;
}

CaseResult over(const std::string& binding,
                Verdict verdict,
                std::vector<AssertionResult> assertions = {},
                const std::string& variant = "-") {
  CaseResult out;
  out.purpose = "SAE-02-HCSE-01";
  out.binding = binding;
  out.variant = variant;
  out.verdict = verdict;
  out.assertions = std::move(assertions);
  return out;
}

TEST(BindingDifferences, AreNoneWhereAllBindingsShowTheSame) {
  EXPECT_THAT(binding_differences({over("http", Verdict::pass, {said("A1", true, "2000")}),
                                   over("coap", Verdict::pass, {said("A1", true, "2001")})}),
              IsEmpty());
}

TEST(BindingDifferences, NameEachBindingAndWhatItShowed) {
  const auto found = binding_differences(
      {over("http", Verdict::pass, {said("A1", true, "2000"), said("A2", true, "4106")}),
       over("coap", Verdict::fail, {said("A1", true, "2000"), said("A2", false, "2001")})});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found.front().purpose, "SAE-02-HCSE-01");
  ASSERT_THAT(found.front().bindings, SizeIs(2));
  EXPECT_THAT(found.front().bindings.back().showed, ElementsAre("A2: 2001"));
  EXPECT_EQ(text_of(found.front()), "http pass (A2: 4106); coap fail (A2: 2001)");
}

TEST(BindingDifferences, SeeAssertionsThatOneBindingNeverCameTo) {
  const auto found = binding_differences(
      {over("http", Verdict::pass, {said("A1", true, "2000")}), over("mqtt", Verdict::pass)});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found.front().bindings.back().showed, ElementsAre("A1: not judged"));
}

TEST(BindingDifferences, SeeVerdictsThatNoAssertionExplains) {
  const auto found =
      binding_differences({over("http", Verdict::pass), over("coap", Verdict::error)});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(text_of(found.front()), "http pass; coap error");
}

TEST(BindingDifferences, CompareCasesOfOneVariantOnly) {
  EXPECT_THAT(binding_differences({over("http", Verdict::pass, {}, "key"),
                                   over("coap", Verdict::fail, {}, "certificate")}),
              IsEmpty());
}

TEST(BindingDifferences, LeaveOutWhatIsNotApplicable) {
  EXPECT_THAT(
      binding_differences({over("http", Verdict::pass), over("coap", Verdict::not_applicable)}),
      IsEmpty());
}

TEST(BindingDifferences, AreWrittenAsTheSchemaHasThem) {
  const Json written =
      to_json(binding_differences({over("http", Verdict::pass, {said("A1", true, "2000")}),
                                   over("coap", Verdict::fail, {said("A1", false, "no answer")})}));
  EXPECT_EQ(written, Json::parse(R"([{"purpose":"SAE-02-HCSE-01","variant":"-","bindings":[
              {"binding":"http","verdict":"pass","showed":["A1: 2000"]},
              {"binding":"coap","verdict":"fail","showed":["A1: no answer"]}]}])"));
}

}  // namespace
}  // namespace plumbline::harness
