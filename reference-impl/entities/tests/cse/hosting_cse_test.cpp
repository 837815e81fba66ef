#include "plumbline/entities/cse/hosting_cse.hpp"

#include "cse_fixture.hpp"

#include <gmock/gmock.h>

#include <cctype>

namespace plumbline::entities::testing {
namespace {

using ::testing::HasSubstr;

class HostingCseTest : public CseTest {};

TEST_F(HostingCseTest, StartsWithACseBaseThatAllMayRead) {
  const auto response = retrieve("Cany", "cse");
  ASSERT_EQ(rsc(response), 2000U);
  const Json& base = (*response.content)["m2m:cb"];
  EXPECT_EQ(base["csi"], "/cse-a");
  EXPECT_EQ(base["ty"], 5);
  EXPECT_EQ(base["pi"], "");
  EXPECT_EQ(rsc(create("Cany", "cse", kContainer, R"({"m2m:cnt":{}})")), 4103U);
  EXPECT_EQ(rsc(retrieve("Cany", "cse/acp-admin")), 4103U);
  EXPECT_EQ(rsc(retrieve("CAdmin", "cse/acp-admin")), 2000U);
}

TEST_F(HostingCseTest, ReachesAResourceByEveryFormOfItsAddress) {
  prepare();
  const auto id = (*retrieve("Cone", "cse/one/data").content)["m2m:cnt"]["ri"].get<std::string>();
  for (const std::string& to : {std::string("cse/one/data"),
                                std::string("-/one/data"),
                                std::string("/cse-a/cse/one/data"),
                                std::string("/cse-a/-/one/data"),
                                std::string("//sp.example/cse-a/cse/one/data"),
                                id,
                                "/cse-a/" + id,
                                "//sp.example/cse-a/" + id,
                                std::string("Cone/data")}) {
    const auto response = retrieve("Cone", to);
    ASSERT_EQ(rsc(response), 2000U) << to;
    EXPECT_EQ((*response.content)["m2m:cnt"]["ri"], id) << to;
  }
}

TEST_F(HostingCseTest, AnswersNotFoundForWhatIsNotHere) {
  prepare();
  for (const auto* to : {"cse/none",
                         "cse/one/data/none",
                         "none",
                         "/cse-b/cse/one",
                         "cse/one/la",
                         "//other.example/cse-a/cse/one",
                         "cse/one/data/la",
                         "cse/one/data/ol"}) {
    const auto response = retrieve("Cone", to);
    EXPECT_EQ(rsc(response), 4004U) << to;
    EXPECT_THAT(detail(response), HasSubstr("to:")) << to;
  }
}

struct BadRequest {
  std::string_view what;
  void (*spoil)(onem2m::RequestPrimitive&);
  unsigned rsc;
  std::string_view named;
};

class BadRequests : public CseTest, public ::testing::WithParamInterface<BadRequest> {};

TEST_P(BadRequests, GetAStatusThatNamesTheMember) {
  prepare();
  auto sent = request(onem2m::Operation::create, "Cone", "cse/one/data");
  sent.resource_type = kInstance;
  sent.content = json(R"({"m2m:cin":{"con":"x"}})");
  ASSERT_EQ(rsc(cse_->handle(sent, association_)), 2001U);
  const auto held = cse_->resources().size();
  GetParam().spoil(sent);
  const auto response = cse_->handle(sent, association_);
  EXPECT_EQ(rsc(response), GetParam().rsc) << detail(response);
  EXPECT_THAT(detail(response), HasSubstr(std::string(GetParam().named)));
  EXPECT_EQ(cse_->resources().size(), held);
}

INSTANTIATE_TEST_SUITE_P(
    HostingCse,
    BadRequests,
    ::testing::Values(
        BadRequest{"no To", [](auto& r) { r.to.clear(); }, 4000, "to"},
        BadRequest{"no From", [](auto& r) { r.from.clear(); }, 4000, "fr"},
        BadRequest{"From C", [](auto& r) { r.from = "C"; }, 4000, "fr"},
        BadRequest{"From is no id", [](auto& r) { r.from = "bob"; }, 4000, "fr"},
        BadRequest{
            "huge From", [](auto& r) { r.from = "C" + std::string(1U << 20U, 'x'); }, 4000, "fr"},
        BadRequest{"no RQI", [](auto& r) { r.request_id.clear(); }, 4000, "rqi"},
        BadRequest{"no RVI", [](auto& r) { r.release_version.clear(); }, 4000, "rvi"},
        BadRequest{"no ty", [](auto& r) { r.resource_type.reset(); }, 4000, "ty"},
        BadRequest{"ty 0", [](auto& r) { r.resource_type = 0; }, 5001, "ty"},
        BadRequest{"unknown ty", [](auto& r) { r.resource_type = 4'294'967'295; }, 5001, "ty"},
        BadRequest{"ty of a CSEBase", [](auto& r) { r.resource_type = 5; }, 4005, "ty"},
        BadRequest{"ty of a credential", [](auto& r) { r.resource_type = 20103; }, 5001, "ty"},
        BadRequest{"ty of an AE", [](auto& r) { r.resource_type = 2; }, 4108, "m2m:ae"},
        BadRequest{"wrong ty", [](auto& r) { r.resource_type = 3; }, 4000, "m2m:cin"},
        BadRequest{"no content", [](auto& r) { r.content.reset(); }, 4000, "pc"},
        BadRequest{"null", [](auto& r) { r.content = Json(); }, 4000, "pc"},
        BadRequest{"array", [](auto& r) { r.content = Json::array({1}); }, 4000, "pc"},
        BadRequest{"text", [](auto& r) { r.content = "con"; }, 4000, "pc"},
        BadRequest{"two roots", [](auto& r) { (*r.content)["m2m:cnt"] = {}; }, 4000, "m2m:cin"},
        BadRequest{
            "root is no object", [](auto& r) { (*r.content)["m2m:cin"] = 5; }, 4000, "m2m:cin"},
        BadRequest{"no con", [](auto& r) { r.content = json(R"({"m2m:cin":{}})"); }, 4000, "con"},
        BadRequest{
            "unknown attribute", [](auto& r) { (*r.content)["m2m:cin"]["zzz"] = 1; }, 4000, "zzz"},
        BadRequest{"ri given", [](auto& r) { (*r.content)["m2m:cin"]["ri"] = "x"; }, 4000, "ri"},
        BadRequest{"rn not text", [](auto& r) { (*r.content)["m2m:cin"]["rn"] = 5; }, 4000, "rn"},
        BadRequest{
            "rn with a slash", [](auto& r) { (*r.content)["m2m:cin"]["rn"] = "a/b"; }, 4000, "rn"},
        BadRequest{"huge rn",
                   [](auto& r) { (*r.content)["m2m:cin"]["rn"] = std::string(100'000, 'n'); },
                   4000,
                   "rn"},
        BadRequest{"rn latest", [](auto& r) { (*r.content)["m2m:cin"]["rn"] = "la"; }, 4105, "rn"},
        BadRequest{"et in the past",
                   [](auto& r) { (*r.content)["m2m:cin"]["et"] = "20000101T000000"; },
                   4000,
                   "et"},
        BadRequest{
            "et not a time", [](auto& r) { (*r.content)["m2m:cin"]["et"] = "soon"; }, 4000, "et"},
        BadRequest{
            "cr with a value", [](auto& r) { (*r.content)["m2m:cin"]["cr"] = "Ctwo"; }, 4000, "cr"},
        BadRequest{"cnf malformed",
                   [](auto& r) { (*r.content)["m2m:cin"]["cnf"] = "application/jose:7:9"; },
                   4000,
                   "cnf"},
        BadRequest{"protected content is no text",
                   [](auto& r) {
                     (*r.content)["m2m:cin"]["cnf"] = "application/jose:0:1";
                     (*r.content)["m2m:cin"]["con"] = 5;
                   },
                   4000,
                   "con"},
        BadRequest{"huge content",
                   [](auto& r) { (*r.content)["m2m:cin"]["con"] = std::string(2U << 20U, 'x'); },
                   5207,
                   "pc"},
        BadRequest{"rcn out of range", [](auto& r) { r.query["rcn"] = "99"; }, 4000, "rcn"},
        BadRequest{"rcn of another operation", [](auto& r) { r.query["rcn"] = "4"; }, 4000, "rcn"},
        BadRequest{"rcn not offered", [](auto& r) { r.query["rcn"] = "9"; }, 5001, "rcn"},
        BadRequest{"non-blocking", [](auto& r) { r.query["rt"] = "1"; }, 5001, "rt"},
        BadRequest{"unknown filter", [](auto& r) { r.query["lbl"] = "x"; }, 5001, "lbl"},
        BadRequest{
            "too late", [](auto& r) { r.parameters["rqet"] = "20000101T000000"; }, 4008, "rqet"},
        BadRequest{"bad rqet", [](auto& r) { r.parameters["rqet"] = "never"; }, 4000, "rqet"},
        BadRequest{"To with an empty segment", [](auto& r) { r.to = "cse//one"; }, 4000, "to"},
        BadRequest{"To too deep",
                   [](auto& r) {
                     r.to = "cse";
                     for (int i = 0; i < 10'000; ++i) {
                       r.to += "/a";
                     }
                   },
                   4000,
                   "to"},
        BadRequest{"create at latest", [](auto& r) { r.to += "/la"; }, 4005, "op"},
        BadRequest{"notify",
                   [](auto& r) {
                     r.operation = onem2m::Operation::notify;
                     r.resource_type.reset();
                   },
                   4005,
                   "NOTIFY"}),
    [](const auto& test) {
      std::string name;
      for (const char c : test.param.what) {
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
      }
      return name;
    });

class SecureCseTest : public CseTest {
 protected:
  void SetUp() override {
    auto secure = configuration();
    secure.security_required = true;
    start(secure);
    association_ = by_key("kpsa-1@sp.example");
    prepare();
  }
};

TEST_F(SecureCseTest, ServesOverAnAssociationOnly) {
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 2000U);
  association_ = {};
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 4107U);
  EXPECT_EQ(rsc(create("Cone", "cse/one/data", kInstance, R"({"m2m:cin":{"con":"x"}})")), 4107U);
  EXPECT_EQ(cse_->resources().latest(cse_->resources().find("Cone")->id, kInstance), nullptr);
}

TEST_F(SecureCseTest, RefusesTheIdOfAnother) {
  association_ = by_key("kpsa-2@sp.example");
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 4106U);
  EXPECT_EQ(rsc(retrieve("//sp.example/cse-a/Cone", "cse/one/data")), 4106U);
  EXPECT_EQ(rsc(retrieve("Ctwo", "cse/one/data")), 2000U);
  EXPECT_EQ(rsc(retrieve("/cse-a/Ctwo", "cse/one/data")), 2000U);
}

TEST_F(SecureCseTest, AuthenticatesBeforeItLooksAtTheTarget) {
  association_ = by_key("kpsa-2@sp.example");
  EXPECT_EQ(rsc(retrieve("Cone", "cse/none")), 4106U);
}

TEST_F(HostingCseTest, ForgetsExpiredResourcesWithAllBelow) {
  prepare();
  ASSERT_EQ(
      rsc(create("Cone", "cse/one/data", kContainer, R"({"m2m:cnt":{"rn":"short","et":"2000"}})")),
      2001U);
  ASSERT_EQ(rsc(create("Cone", "cse/one/data/short", kInstance, R"({"m2m:cin":{"con":"x"}})")),
            2001U);
  clock_.advance(milliseconds{1999});
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/short/la")), 2000U);
  const auto held = cse_->resources().size();
  clock_.advance(milliseconds{1});
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/short/la")), 4004U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/short")), 4004U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data")), 2000U);
  EXPECT_EQ(cse_->resources().size(), held - 2);
}

/// Each wrong CSE is one function away from the right one.
struct LosesWhatItStores : CsePolicy {
  void store(ResourceTree& /*tree*/, Resource /*resource*/) override {}
};

struct IgnoresPrivileges : CsePolicy {
  bool permits(const AccessRequest& /*request*/,
               const ResourceTree& /*tree*/,
               const CseConfiguration& /*configuration*/) const override {
    return true;
  }
};

struct NeverExpires : CsePolicy {
  bool expired(const Resource& /*resource*/, TimePoint /*now*/) const override { return false; }
};

struct AltersContent : CsePolicy {
  Json represent(const Resource& resource) const override {
    Json attributes = resource.attributes;
    if (attributes.contains("con")) {
      attributes["con"] = "altered";
    }
    return attributes;
  }
};

TEST_F(HostingCseTest, DoesAsItsPolicySays) {
  const char* const instance = R"({"m2m:cin":{"con":"x","et":"1000"}})";
  prepare();
  EXPECT_EQ(rsc(retrieve("Cthree", "cse/one/data")), 4103U);

  start(configuration(), std::make_unique<LosesWhatItStores>());
  EXPECT_EQ(rsc(register_ae("Cone", "one")), 2001U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one")), 4004U);

  start(configuration(), std::make_unique<IgnoresPrivileges>());
  prepare();
  EXPECT_EQ(rsc(retrieve("Cthree", "cse/one/data")), 2000U);

  start(configuration(), std::make_unique<AltersContent>());
  prepare();
  ASSERT_EQ(rsc(create("Cone", "cse/one/data", kInstance, instance)), 2001U);
  EXPECT_EQ((*retrieve("Cone", "cse/one/data/la").content)["m2m:cin"]["con"], "altered");

  start(configuration(), std::make_unique<NeverExpires>());
  prepare();
  ASSERT_EQ(rsc(create("Cone", "cse/one/data", kInstance, instance)), 2001U);
  clock_.advance(milliseconds{5000});
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/la")), 2000U);
}

TEST_F(HostingCseTest, SurvivesAPolicyThatStoresNothingInALimitedContainer) {
  struct LosesInstances : CsePolicy {
    void store(ResourceTree& tree, Resource resource) override {
      if (resource.root != "m2m:cin") {
        CsePolicy::store(tree, std::move(resource));
      }
    }
  };

  start(configuration(), std::make_unique<LosesInstances>());
  prepare();
  ASSERT_EQ(rsc(update("Cone", "cse/one/data", R"({"m2m:cnt":{"mni":1}})")), 2004U);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(rsc(create("Cone", "cse/one/data", kInstance, R"({"m2m:cin":{"con":"x"}})")), 2001U);
  }
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/la")), 4004U);
}

}  // namespace
}  // namespace plumbline::entities::testing
