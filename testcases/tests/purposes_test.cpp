#include "plumbline/testcases/purposes.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/harness/catalogue.hpp"
#include "plumbline/testing/paths.hpp"
#include "plumbline/testing/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace plumbline::testcases {
namespace {

using harness::Purpose;

Json catalogue() {
  return Json::parse(plumbline::testing::read_file(
      plumbline::testing::project_path("testcases/requirements.json")));
}

std::map<std::string, Json> requirements() {
  const Json document = catalogue();
  std::map<std::string, Json> out;
  for (const Json& entry : document.at("requirements")) {
    out.emplace(entry.at("id").get<std::string>(), entry);
  }
  return out;
}

TEST(Catalogue, FollowsItsSchema) {
  EXPECT_TRUE(plumbline::testing::follows_schema(catalogue(),
                                                 "testcases/schemas/requirements.schema.json"));
}

TEST(Catalogue, HasEachIdentifierOnceInAGroupThatItNames) {
  const Json document = catalogue();
  EXPECT_EQ(requirements().size(), document.at("requirements").size());
  for (const auto& [id, entry] : requirements()) {
    const auto group = entry.at("group").get<std::string>();
    EXPECT_TRUE(document.at("groups").contains(group)) << id;
    EXPECT_EQ(id.substr(0, id.rfind('-')), group);
  }
}

TEST(Purposes, HaveEachIdOnceFormedOfRequirementRoleAndNumber) {
  std::set<std::string> ids;
  for (const Purpose& purpose : all_purposes()) {
    EXPECT_TRUE(ids.insert(purpose.id).second) << purpose.id;
    ASSERT_FALSE(purpose.requirements.empty()) << purpose.id;
    EXPECT_THAT(purpose.id, ::testing::StartsWith(purpose.requirements.front() + "-"));
    EXPECT_THAT(purpose.id, ::testing::ContainsRegex("-[A-Z]+-[0-9][0-9]$"));
  }
}

TEST(Purposes, TestRequirementsOfTheCatalogueThatTheirRoleHasToMeet) {
  const auto known = requirements();
  for (const Purpose& purpose : all_purposes()) {
    for (const std::string& id : purpose.requirements) {
      ASSERT_TRUE(known.contains(id)) << purpose.id << " tests " << id;
      EXPECT_TRUE(std::ranges::any_of(known.at(id).at("roles"),
                                      [&](const Json& who) {
                                        return harness::answers_for(purpose.role,
                                                                    who.get<std::string>());
                                      }))
          << purpose.id << " tests " << id;
    }
  }
}

TEST(Purposes, HaveAPrimaryAssertionForEachRequirementAndAClauseForEachAssertion) {
  const auto known = requirements();
  for (const Purpose& purpose : all_purposes()) {
    for (const std::string& id : purpose.requirements) {
      EXPECT_TRUE(std::ranges::any_of(purpose.assertions,
                                      [&](const auto& assertion) {
                                        return assertion.requirement == id &&
                                               assertion.kind == harness::AssertionKind::primary;
                                      }))
          << purpose.id << " asserts nothing of " << id;
    }
    for (const auto& assertion : purpose.assertions) {
      EXPECT_TRUE(known.contains(assertion.requirement)) << purpose.id << '/' << assertion.id;
      EXPECT_FALSE(assertion.clause.empty()) << purpose.id << '/' << assertion.id;
      EXPECT_FALSE(assertion.text.empty()) << purpose.id << '/' << assertion.id;
    }
  }
}

TEST(Purposes, SayWhatTheyDoAndWhatAFailureMeans) {
  for (const Purpose& purpose : all_purposes()) {
    EXPECT_FALSE(purpose.title.empty()) << purpose.id;
    EXPECT_THAT(purpose.initial_conditions, ::testing::StartsWith("with {")) << purpose.id;
    EXPECT_THAT(purpose.when, ::testing::StartsWith("when {")) << purpose.id;
    EXPECT_THAT(purpose.then, ::testing::StartsWith("then {")) << purpose.id;
    EXPECT_FALSE(purpose.failure_means.empty()) << purpose.id;
  }
}

}  // namespace
}  // namespace plumbline::testcases
