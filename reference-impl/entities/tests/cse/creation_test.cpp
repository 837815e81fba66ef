#include "cse_fixture.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class CreationTest : public CseTest {
 protected:
  void SetUp() override {
    CseTest::SetUp();
    prepare();
  }
};

TEST_F(CreationTest, AnswersWithTheResourceAndItsAddress) {
  const auto response = create(
      "Cone", "cse/one", kContainer, R"({"m2m:cnt":{"rn":"new","lbl":["a"],"cr":null,"mni":3}})");
  ASSERT_EQ(rsc(response), 2001U);
  EXPECT_EQ(response.created_uri, "/cse-a/cse/one/new");
  const Json& made = (*response.content)["m2m:cnt"];
  EXPECT_EQ(made["ty"], 3);
  EXPECT_EQ(made["rn"], "new");
  EXPECT_EQ(made["pi"], "Cone");
  EXPECT_EQ(made["cr"], "Cone");
  EXPECT_EQ(made["lbl"], json(R"(["a"])"));
  EXPECT_EQ(made["mni"], 3);
  EXPECT_EQ(made["st"], 0);
  EXPECT_EQ(made["cni"], 0);
  EXPECT_EQ(made["cbs"], 0);
  EXPECT_EQ(made["ct"], "20231114T221320");
  EXPECT_EQ(made["lt"], made["ct"]);
  EXPECT_EQ(made["et"], "20231115T221320");
  EXPECT_EQ(*retrieve("Cone", *response.created_uri).content, *response.content);
}

TEST_F(CreationTest, NamesWhatHasNoName) {
  const auto first = create("Cone", "cse/one", kContainer, R"({"m2m:cnt":{}})");
  const auto second = create("Cone", "cse/one", kContainer, R"({"m2m:cnt":{}})");
  ASSERT_EQ(rsc(first), 2001U);
  ASSERT_EQ(rsc(second), 2001U);
  EXPECT_NE(first.created_uri, second.created_uri);
  EXPECT_EQ(rsc(retrieve("Cone", *second.created_uri)), 2000U);
}

TEST_F(CreationTest, AnswersWithAsMuchAsAskedFor) {
  const auto content = [&](const char* rcn, const char* name) {
    return create("Cone",
                  "cse/one",
                  kContainer,
                  std::string(R"({"m2m:cnt":{"rn":")") + name + R"("}})",
                  {{"rcn", rcn}})
        .content;
  };
  EXPECT_FALSE(content("0", "a"));
  EXPECT_TRUE(content("1", "b")->contains("m2m:cnt"));
  EXPECT_EQ(*content("2", "c"), json(R"({"m2m:uri":"/cse-a/cse/one/c"})"));
  const Json both = *content("3", "d");
  EXPECT_EQ(both["m2m:rce"]["uri"], "/cse-a/cse/one/d");
  EXPECT_EQ(both["m2m:rce"]["m2m:cnt"]["rn"], "d");
}

TEST_F(CreationTest, KeepsProtectedContentByteForByte) {
  const std::string content = "eyJ.a..b\\u0000\\\"é\\n /";
  ASSERT_EQ(rsc(create("Cone",
                       "cse/one/data",
                       kInstance,
                       R"({"m2m:cin":{"cnf":"application/jose:0:1","con":")" + content + R"("}})")),
            2001U);
  const Json instance = (*retrieve("Ctwo", "cse/one/data/la").content)["m2m:cin"];
  EXPECT_EQ(instance["con"], json("\"" + content + "\""));
  EXPECT_EQ(instance["cnf"], "application/jose:0:1");
  EXPECT_EQ(instance["cs"], instance["con"].get<std::string>().size());
}

TEST_F(CreationTest, HostsTheChildResourceFormOfAProtectedInstance) {
  ASSERT_EQ(
      rsc(create(
          "Cone", "cse/one/data", kContainer, R"({"m2m:cnt":{"rn":"i1","acpi":["cse/one/acp"]}})")),
      2001U);
  for (const std::string part : {"ec", "at", "ds"}) {
    const auto response =
        create("Cone",
               "cse/one/data/i1",
               kFlex,
               R"({"e2e:)" + part + R"(":{"rn":")" + part + R"(","cnd":"org.example.)" + part +
                   R"(","acpi":["cse/one/acp"],"e2e:env":"a.b.c",)"
                   R"("e2e:cp":{"kid":"k@tef.example","alg":"dir"}}})");
    ASSERT_EQ(rsc(response), 2001U) << detail(response);
    EXPECT_EQ((*response.content)["e2e:" + part]["cs"],
              std::string(R"(a.b.c{"alg":"dir","kid":"k@tef.example"})").size());
  }
  const auto all = retrieve("Ctwo", "cse/one/data/i1", {{"rcn", "4"}});
  const Json& shown = (*all.content)["m2m:cnt"];
  EXPECT_EQ(shown["e2e:ec"][0]["e2e:env"], "a.b.c");
  EXPECT_EQ(shown["e2e:at"][0]["e2e:cp"]["kid"], "k@tef.example");
  EXPECT_EQ(shown["e2e:ds"][0]["rn"], "ds");
}

TEST_F(CreationTest, HostsAProtectedSystemResource) {
  constexpr std::string_view kDevice =
      R"({"m2m:dvi":{"rn":"dvi","mgd":1007,"dlb":"a.b.c.d.e","man":"m","mod":"m","dty":"t"}})";
  ASSERT_EQ(rsc(create("CAdmin", "cse", kNode, R"({"m2m:nod":{"rn":"node","ni":"urn:dev:1"}})")),
            2001U);
  const auto response = create("CAdmin", "cse/node", kMgmtObj, kDevice);
  ASSERT_EQ(rsc(response), 2001U) << detail(response);
  EXPECT_EQ((*retrieve("CAdmin", "cse/node/dvi").content)["m2m:dvi"]["dlb"], "a.b.c.d.e");
  EXPECT_EQ(rsc(create("Cone", "cse/one", kMgmtObj, kDevice)), 4108U);
}

TEST_F(CreationTest, StoresNothingForAnOriginatorWithoutThePrivilege) {
  const auto held = cse_->resources().size();
  EXPECT_EQ(rsc(create("Ctwo", "cse/one/data", kInstance, R"({"m2m:cin":{"con":"x"}})")), 4103U);
  EXPECT_EQ(rsc(create("Cthree", "cse/one/data", kInstance, R"({"m2m:cin":{"con":"x"}})")), 4103U);
  EXPECT_EQ(rsc(create("Ctwo", "cse/one", kContainer, R"({"m2m:cnt":{}})")), 4103U);
  EXPECT_EQ(cse_->resources().size(), held);
}

TEST_F(CreationTest, RefusesATakenName) {
  const auto response = create("Cone", "cse/one", kContainer, R"({"m2m:cnt":{"rn":"data"}})");
  EXPECT_EQ(rsc(response), 4105U);
  EXPECT_THAT(detail(response), HasSubstr("rn"));
}

TEST_F(CreationTest, RefusesANameThatIsAnotherResourcesId) {
  EXPECT_EQ(rsc(create("CAdmin", "cse", kContainer, R"({"m2m:cnt":{"rn":"Cone"}})")), 4105U);
  ASSERT_EQ(rsc(create("CAdmin", "cse", kContainer, R"({"m2m:cnt":{"rn":"Ctaken"}})")), 2001U);
  EXPECT_EQ(rsc(register_ae("Ctaken", "taken")), 4105U);
}

TEST_F(CreationTest, KeepsAFullContainerWhenTheNewInstanceIsRefused) {
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"mni":1}})")), 2004U);
  const char* const instance = R"({"m2m:cin":{"rn":"i","con":"x"}})";
  ASSERT_EQ(rsc(create("Cone", "cse/one/data", kInstance, instance)), 2001U);
  EXPECT_EQ(rsc(create("Cone", "cse/one/data", kInstance, instance)), 4105U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/i")), 2000U);
}

TEST_F(CreationTest, RefusesPoliciesThatAreNotHere) {
  for (const auto* list : {R"([])", R"(["none"])", R"(["cse/one/data"])", R"(["/cse-b/acp"])"}) {
    const auto response =
        create("Cone", "cse/one", kContainer, std::string(R"({"m2m:cnt":{"acpi":)") + list + "}}");
    EXPECT_EQ(rsc(response), 4000U) << list;
    EXPECT_THAT(detail(response), StartsWith("acpi"));
  }
}

TEST_F(CreationTest, RefusesWhatItCannotEnforce) {
  const auto policy = create("Cone", "cse/one", kAcp, R"({"m2m:acp":{
    "pv":{"acr":[{"acor":["all"],"acop":2,"acco":[{"actw":["* * 8-17 * * * *"]}]}]},
    "pvs":{"acr":[{"acor":["Cone"],"acop":63}]}}})");
  EXPECT_EQ(rsc(policy), 5001U);
  EXPECT_THAT(detail(policy), HasSubstr("pv.acr[0].acco"));
  const auto container = create("Cone", "cse/one", kContainer, R"({"m2m:cnt":{"disr":true}})");
  EXPECT_EQ(rsc(container), 5001U);
  EXPECT_THAT(detail(container), HasSubstr("disr"));
}

TEST_F(CreationTest, BoundsTheLifetime) {
  const auto et = [&](const std::string& to, const std::string& asked) {
    const auto response = create("Cone", to, kContainer, R"({"m2m:cnt":{"et":")" + asked + "\"}}");
    return (*response.content)["m2m:cnt"]["et"].get<std::string>();
  };
  EXPECT_EQ(et("cse/one/data", "60000"), "20231114T221420");
  EXPECT_EQ(et("cse/one/data", "20991231T000000"), "20231115T221320") << "that of the parent";
  ASSERT_EQ(rsc(create("CAdmin", "cse", kContainer, R"({"m2m:cnt":{"et":"20991231T000000"}})")),
            2001U);
  const auto* made = cse_->resources().latest(cse_->resources().base().id, kContainer);
  EXPECT_EQ(made->attributes["et"], "20241113T221320") << "the longest lifetime";
}

class BoundedCseTest : public CseTest {
 protected:
  void SetUp() override {
    auto small = configuration();
    small.limits = {.resources = 20,
                    .representation_octets = 1000,
                    .store_octets = 10'000,
                    .depth = 4,
                    .name_octets = 10};
    start(small);
    prepare();
  }
};

TEST_F(BoundedCseTest, RefusesALongName) {
  EXPECT_EQ(rsc(create("Cone", "cse/one", kContainer, R"({"m2m:cnt":{"rn":"elevenchars"}})")),
            4000U);
}

TEST_F(BoundedCseTest, RefusesALargeResource) {
  const std::string large(1000, 'x');
  EXPECT_EQ(
      rsc(create("Cone", "cse/one/data", kInstance, R"({"m2m:cin":{"con":")" + large + R"("}})")),
      5207U);
  EXPECT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"lbl":[")" + large + R"("]}})")),
            5207U);
}

TEST_F(BoundedCseTest, RefusesMoreResourcesThanItMayHold) {
  unsigned last = 2001;
  for (int i = 0; i < 20 && last == 2001; ++i) {
    last = rsc(create("Cone", "cse/one", kContainer, R"({"m2m:cnt":{}})"));
  }
  EXPECT_EQ(last, 5207U);
  EXPECT_EQ(cse_->resources().size(), 20U);
}

TEST_F(BoundedCseTest, RefusesADeeperTree) {
  ASSERT_EQ(rsc(create("Cone", "cse/one/data", kContainer, R"({"m2m:cnt":{"rn":"a"}})")), 2001U);
  ASSERT_EQ(rsc(create("Cone", "cse/one/data/a", kContainer, R"({"m2m:cnt":{"rn":"b"}})")), 2001U);
  EXPECT_EQ(rsc(create("Cone", "cse/one/data/a/b", kContainer, R"({"m2m:cnt":{}})")), 5207U);
}

TEST_F(BoundedCseTest, RefusesMoreOctetsThanItMayHold) {
  onem2m::ResponsePrimitive last;
  const std::string instance = R"({"m2m:cin":{"con":")" + std::string(900, 'x') + R"("}})";
  for (int i = 0; i < 20 && is_success(last.status); ++i) {
    last = create("Cone", "cse/one/data", kInstance, instance);
  }
  EXPECT_EQ(rsc(last), 5207U);
  EXPECT_THAT(detail(last), HasSubstr("full"));
  EXPECT_LE(cse_->resources().octets(), 10'000U);
}

}  // namespace
}  // namespace plumbline::entities::testing
