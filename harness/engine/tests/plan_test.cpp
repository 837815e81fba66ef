#include "plumbline/harness/campaign.hpp"

#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

std::vector<Purpose> purposes() {
  Purpose one;
  one.id = "AR-04-TEF-01";
  one.role = Role::tef;
  one.requirements = {"AR-04"};
  one.variants = {{{"alg", "A128GCM"}}, {{"alg", "A256GCM"}}};
  Purpose two;
  two.id = "DS-20-HCSE-01";
  two.role = Role::hcse;
  two.requirements = {"DS-20"};
  two.options = {"child-resource-form"};
  return {one, two};
}

std::vector<std::string> ids(const std::vector<PlannedCase>& planned) {
  std::vector<std::string> out;
  for (const PlannedCase& entry : planned) {
    out.push_back(entry.id);
  }
  return out;
}

TEST(Plan, HasACaseForEveryVariant) {
  const auto all = purposes();
  const auto planned = plan(all, {});

  ASSERT_TRUE(planned.has_value());
  EXPECT_EQ(ids(planned.value()),
            (std::vector<std::string>{
                "AR-04-TEF-01.http.A128GCM", "AR-04-TEF-01.http.A256GCM", "DS-20-HCSE-01.http.-"}));
}

TEST(Plan, HasACaseForEveryBindingThatIsAskedForAndThatThePurposeHas) {
  const auto all = purposes();
  const auto planned = plan(all, {.filter = "A128|DS", .bindings = {"coap", "mqtt"}});

  ASSERT_TRUE(planned.has_value());
  EXPECT_EQ(ids(planned.value()),
            (std::vector<std::string>{
                "AR-04-TEF-01.coap.A128GCM", "DS-20-HCSE-01.coap.-", "DS-20-HCSE-01.mqtt.-"}));
}

TEST(Plan, HasACaseForAFarBindingWhereThatIsAskedForToo) {
  Purpose transit;
  transit.id = "MA-08-TCSE-01";
  transit.role = Role::tcse;
  transit.variants = {{{"far", "http"}}, {{"far", "coap"}}, {{"far", "mqtt"}}};
  const std::vector<Purpose> all{transit};
  EXPECT_EQ(ids(plan(all, {.bindings = {"http", "coap"}}).value()),
            (std::vector<std::string>{"MA-08-TCSE-01.http.http",
                                      "MA-08-TCSE-01.http.coap",
                                      "MA-08-TCSE-01.coap.http",
                                      "MA-08-TCSE-01.coap.coap"}));
  const auto planned = plan(all, {.bindings = {"http", "coap"}, .roles = {{Role::tcse, {"http"}}}});
  EXPECT_EQ(planned.value().at(0).not_because, "");
  EXPECT_EQ(planned.value().at(1).not_because, "the SUT file gives no address over coap");
}

TEST(Plan, HasACaseForEverySerializationThatIsAskedFor) {
  const auto all = purposes();
  const auto planned =
      plan(all, {.filter = "A128|DS", .serializations = {"json", "cbor"}, .options = {{}}});
  EXPECT_EQ(ids(planned.value()),
            (std::vector<std::string>{"AR-04-TEF-01.http.A128GCM",
                                      "AR-04-TEF-01.http.A128GCM-cbor",
                                      "DS-20-HCSE-01.http.-",
                                      "DS-20-HCSE-01.http.cbor"}));
  EXPECT_EQ(planned.value().at(0).not_because, "");
  EXPECT_EQ(planned.value().at(1).not_because,
            "the ICS does not claim the option cbor-serialization");
}

TEST(Plan, LeavesAPurposeItsOwnSerialization) {
  Purpose own;
  own.id = "ESD-12-HCSE-04";
  own.role = Role::hcse;
  own.variants = {{{"serialization", "json"}}, {{"serialization", "xml"}}};
  const std::vector<Purpose> all{own};
  EXPECT_EQ(ids(plan(all, {.serializations = {"json", "cbor"}}).value()),
            (std::vector<std::string>{"ESD-12-HCSE-04.http.json", "ESD-12-HCSE-04.http.xml"}));
}

TEST(Plan, RunsACodecOnceWhateverTheBindings) {
  Purpose codec;
  codec.id = "DS-02-CODEC-01";
  codec.role = Role::codec;
  const std::vector<Purpose> all{codec};
  EXPECT_EQ(ids(plan(all, {.bindings = {"coap", "http"}}).value()),
            (std::vector<std::string>{"DS-02-CODEC-01.exec.-"}));
}

TEST(Plan, SaysOverWhichBindingASutIsNotReached) {
  const auto all = purposes();
  const auto planned = plan(
      all,
      {.bindings = {"http", "coap"}, .roles = {{Role::hcse, {"http"}}, {Role::tef, {"coap"}}}});

  ASSERT_TRUE(planned.has_value());
  for (const PlannedCase& entry : planned.value()) {
    const bool runs = (entry.purpose->role == Role::hcse) == (entry.binding == "http");
    EXPECT_EQ(entry.not_because.empty(), runs) << entry.id << entry.not_because;
  }
}

TEST(Plan, FiltersUnanchoredOnRequirementAndPurpose) {
  const auto all = purposes();
  EXPECT_EQ(plan(all, {.filter = "DS-2"}).value().size(), 1U);
  EXPECT_EQ(plan(all, {.filter = "TEF.*A256"}).value().size(), 1U);
}

TEST(Plan, SaysWhyACaseIsNotApplicable) {
  const auto all = purposes();
  const auto planned = plan(
      all, {.roles = {{Role::hcse, {"http"}}}, .options = std::set<std::string, std::less<>>{}});

  ASSERT_TRUE(planned.has_value());
  EXPECT_NE(planned.value()[0].not_because.find("TEF"), std::string::npos);
  EXPECT_NE(planned.value()[2].not_because.find("child-resource-form"), std::string::npos);
}

TEST(Plan, RefusesABrokenFilterAndAnEmptySelection) {
  const auto all = purposes();
  const auto broken = plan(all, {.filter = "("});
  ASSERT_FALSE(broken.has_value());
  EXPECT_NE(broken.error().detail.find("--filter"), std::string::npos);
  EXPECT_FALSE(plan(all, {.filter = "XX-99"}).has_value());
}

}  // namespace
}  // namespace plumbline::harness
