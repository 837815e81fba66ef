#include "plumbline/entities/cse/cse_registration.hpp"

#include "cse_fixture.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class RemoteCseTest : public CseTest {
 protected:
  static constexpr std::uint32_t kRemoteCse = 16;

  /// The CSE /cse-b, as it would register here.
  static CseConfiguration registree() {
    CseConfiguration made;
    made.identity = {.sp_id = "//sp.example", .cse_id = "/cse-b", .cse_name = "base"};
    made.points_of_access = {"https://127.0.0.1:1"};
    return made;
  }

  static onem2m::RequestPrimitive registration() {
    return cse_registration(registree(), {.cse_id = "/cse-a", .points_of_access = {}}, "r1");
  }

  onem2m::ResponsePrimitive send_changed(const char* attribute, const Json& value) {
    auto made = registration();
    (*made.content)["m2m:csr"][attribute] = value;
    return send(made);
  }
};

TEST_F(RemoteCseTest, RegistersWithTheRequestThatTheReferenceMakes) {
  const auto response = send(registration());
  ASSERT_EQ(rsc(response), 2001U) << detail(response);
  const Json& csr = (*response.content)["m2m:csr"];
  EXPECT_EQ(csr["csi"], "/cse-b");
  EXPECT_EQ(csr["cb"], "//sp.example/cse-b/base");
  EXPECT_EQ(csr["poa"], json(R"(["https://127.0.0.1:1"])"));
  EXPECT_EQ(csr["rr"], true);
  EXPECT_EQ(rsc(retrieve("/cse-b", "cse/cse-b")), 2000U);
}

TEST_F(RemoteCseTest, IsNotReachableWithoutAPointOfAccess) {
  auto lonely = registree();
  lonely.points_of_access.clear();
  const auto request = cse_registration(lonely, {.cse_id = "/cse-a", .points_of_access = {}}, "r");
  const Json& csr = (*request.content)["m2m:csr"];
  EXPECT_EQ(csr["rr"], false);
  EXPECT_FALSE(csr.contains("poa"));
}

TEST_F(RemoteCseTest, RefusesASecondRegistrationUntilTheFirstEnds) {
  ASSERT_EQ(rsc(send(registration())), 2001U);
  EXPECT_EQ(rsc(send_changed("rn", "other")), 4117U);
  auto absolute = registration();
  absolute.from = "//sp.example/cse-b";
  (*absolute.content)["m2m:csr"]["rn"] = "another";
  EXPECT_EQ(rsc(send(absolute)), 4117U);
  ASSERT_EQ(rsc(remove("/cse-b", "cse/cse-b")), 2002U);
  EXPECT_EQ(rsc(send(registration())), 2001U);
}

TEST_F(RemoteCseTest, RefusesAnotherNameThanItsOwn) {
  for (const Json& csi :
       {Json("/cse-c"), Json("/cse-a"), Json("Cone"), Json("/cse-b/Cone"), Json("b")}) {
    const auto response = send_changed("csi", csi);
    EXPECT_EQ(rsc(response), 4000U) << csi;
    EXPECT_THAT(detail(response), StartsWith("csi: "));
  }
  EXPECT_THAT(detail(send_changed("csi", 7)), HasSubstr("csi: must be a string"));
}

TEST_F(RemoteCseTest, HoldsFromAgainstTheAssociation) {
  association_ = by_key("kpsa-1@sp.example");
  EXPECT_EQ(rsc(send(registration())), 4106U);
  association_ = by_certificate("//sp.example/cse-c");
  EXPECT_EQ(rsc(send(registration())), 4106U);
  association_ = by_key("kpsa-b@sp.example");
  EXPECT_EQ(rsc(send(registration())), 2001U);
}

TEST_F(RemoteCseTest, ChangesWithItsOwnCseOnly) {
  ASSERT_EQ(rsc(send(registration())), 2001U);
  EXPECT_EQ(rsc(update("/cse-b", "cse/cse-b", R"({"m2m:csr":{"dcse":["/cse-c"]}})")), 2004U);
  EXPECT_EQ(rsc(update("/cse-b", "cse/cse-b", R"({"m2m:csr":{"csi":"/cse-c"}})")), 4000U);
  EXPECT_EQ(rsc(update("/cse-c", "cse/cse-b", R"({"m2m:csr":{"rr":false}})")), 4103U);
}

}  // namespace
}  // namespace plumbline::entities::testing
