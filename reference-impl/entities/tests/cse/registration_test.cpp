#include "cse_fixture.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class RegistrationTest : public CseTest {
 protected:
  static std::string ae_id(const onem2m::ResponsePrimitive& response) {
    return is_success(response.status) ? (*response.content)["m2m:ae"]["aei"].get<std::string>()
                                       : "";
  }

  onem2m::ResponsePrimitive over(onem2m::Association association, const std::string& from) {
    association_ = std::move(association);
    return register_ae(from, from.empty() ? "ae" : "ae-" + from);
  }
};

TEST_F(RegistrationTest, TakesTheAeIdInFromInEveryForm) {
  for (const auto* from : {"Cone", "/cse-a/Cone", "//sp.example/cse-a/Cone"}) {
    const auto response = register_ae(from, "one");
    EXPECT_EQ(ae_id(response), "Cone") << from;
    EXPECT_EQ((*response.content)["m2m:ae"]["ri"], "Cone");
    EXPECT_EQ(rsc(remove("Cone", "Cone")), 2002U);
  }
  EXPECT_EQ(ae_id(register_ae("Sone", "sone")), "Sone");
}

TEST_F(RegistrationTest, AssignsAnAeIdWhereNoneIsGiven) {
  EXPECT_THAT(ae_id(register_ae("C", "a")), StartsWith("C"));
  EXPECT_THAT(ae_id(register_ae("S", "b")), StartsWith("S"));
  EXPECT_THAT(ae_id(register_ae("", "c")), StartsWith("C"));
  const auto id = ae_id(register_ae("C", "d"));
  EXPECT_EQ(rsc(retrieve(id, "cse/d")), 2000U);
  EXPECT_EQ(rsc(create(id, "cse/d", kContainer, R"({"m2m:cnt":{}})")), 2001U);
}

TEST_F(RegistrationTest, RecordsTheAssignedAeIdAsCreator) {
  const auto response =
      create("C", "cse", kAe, R"({"m2m:ae":{"api":"Norg.test","rr":false,"cr":null}})");
  EXPECT_EQ((*response.content)["m2m:ae"]["cr"], ae_id(response));
}

TEST_F(RegistrationTest, RefusesASecondRegistrationUntilTheFirstEnds) {
  ASSERT_EQ(rsc(register_ae("Cone", "one")), 2001U);
  EXPECT_EQ(rsc(register_ae("Cone", "other")), 4117U);
  EXPECT_EQ(rsc(register_ae("//sp.example/cse-a/Cone", "other")), 4117U);
  ASSERT_EQ(rsc(remove("Cone", "cse/one")), 2002U);
  EXPECT_EQ(rsc(register_ae("Cone", "other")), 2001U);
}

TEST_F(RegistrationTest, RefusesWhatIsNoAeOfThisCse) {
  for (const auto* from : {"/cse-b", "/cse-b/Cone", "//other.example/cse-a/Cone"}) {
    const auto response = register_ae(from, "one");
    EXPECT_EQ(rsc(response), 4000U) << from;
    EXPECT_THAT(detail(response), StartsWith("fr"));
  }
}

TEST_F(RegistrationTest, FollowsTheIdentityOfTheAssociation) {
  EXPECT_EQ(ae_id(over(by_key("kpsa-1@sp.example"), "")), "Cone");
  EXPECT_EQ(rsc(over(by_key("kpsa-1@sp.example"), "C")), 4117U);
  EXPECT_EQ(rsc(over(by_key("kpsa-2@sp.example"), "Cthree")), 4106U);
  EXPECT_EQ(rsc(over(by_key("kpsa-2@sp.example"), "S")), 4106U);
  EXPECT_EQ(rsc(over(by_key("unknown@sp.example"), "C")), 4106U);
  EXPECT_EQ(rsc(remove("Cone", "Cone")), 4106U);
  association_ = by_key("kpsa-1@sp.example");
  EXPECT_EQ(rsc(remove("Cone", "Cone")), 2002U);
  EXPECT_EQ(ae_id(over(by_certificate("//sp.example/Sprovided"), "S")), "Sprovided");
}

TEST_F(RegistrationTest, RefusesAForeignAppId) {
  const auto response = create("Cone", "cse", kAe, R"({"m2m:ae":{"api":"org.test","rr":false}})");
  EXPECT_EQ(rsc(response), 4000U);
  EXPECT_THAT(detail(response), HasSubstr("api"));
}

TEST_F(RegistrationTest, HappensAtTheCseBaseOnly) {
  prepare();
  EXPECT_EQ(rsc(create("Cone", "cse/one", kAe, R"({"m2m:ae":{"api":"Nx","rr":false}})")), 4108U);
  EXPECT_EQ(rsc(create("Ctwo", "cse/one", kAe, R"({"m2m:ae":{"api":"Nx","rr":false}})")), 4103U);
}

TEST_F(RegistrationTest, GivesOneAeNothingOfAnother) {
  prepare();
  ASSERT_EQ(rsc(register_ae("Ctwo", "two")), 2001U);
  EXPECT_EQ(rsc(retrieve("Ctwo", "cse/one")), 4103U);
  EXPECT_EQ(rsc(remove("Ctwo", "cse/one")), 4103U);
  EXPECT_EQ(rsc(retrieve("CAdmin", "cse/one")), 4103U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one")), 2000U);
}

}  // namespace
}  // namespace plumbline::entities::testing
