#include "plumbline/data_at_rest/policy_integrity.hpp"

#include "fixture.hpp"

namespace plumbline::data_at_rest {
namespace {

class PolicyIntegrityTest : public DataAtRestTest {
 protected:
  PolicyIntegrityTest() { payload_ = R"({"pvs":{"acr":[]},"pv":{"acr":[{"acop":2}]}})"; }

  ProtectedChild sign_now() {
    auto signature = protect_attributes(input());
    EXPECT_TRUE(signature) << to_string(signature.error());
    return std::move(signature).value();
  }

  [[nodiscard]] Result<void> verify_now(const ProtectedChild& signature,
                                        std::string_view attributes,
                                        std::string_view resource = "i1") const {
    return verify_attributes(attributes, resource, signature, auth_.key);
  }
};

// DS-16: what the CSE adds does not matter, what the originator set does.
TEST_F(PolicyIntegrityTest, CoversWhatTheOriginatorSet) {
  const ProtectedChild signature = sign_now();
  EXPECT_EQ(signature.kind, ChildKind::digital_signature);
  EXPECT_TRUE(verify_now(signature, payload_));
  EXPECT_TRUE(verify_now(
      signature,
      R"({"ct":"20240131T120000","et":"20250131T120000","pi":"c","pv":{"acr":[{"acop":2}]},)"
      R"("pvs":{"acr":[]},"ri":"5","rn":"i1","ty":1,"lt":"20240131T120000"})"));
}

TEST_F(PolicyIntegrityTest, DetectsAChangedRule) {
  const ProtectedChild signature = sign_now();
  for (const char* const changed :
       {R"({"pvs":{"acr":[]},"pv":{"acr":[{"acop":63}]}})",
        R"({"pv":{"acr":[{"acop":2}]}})",
        R"({"pvs":{"acr":[]},"pv":{"acr":[{"acop":2}]},"lbl":["x"]})"}) {
    const auto verified = verify_now(signature, changed);
    ASSERT_TRUE(verified.has_error()) << changed;
    EXPECT_EQ(verified.error().code, Errc::authentication_failed);
  }
}

TEST_F(PolicyIntegrityTest, DetectsAChangedSignatureAndAnotherResource) {
  ProtectedChild signature = sign_now();
  EXPECT_EQ(verify_now(signature, payload_, "other").error().code, Errc::authentication_failed);
  signature.object.back() = signature.object.back() == 'A' ? 'E' : 'A';
  EXPECT_TRUE(verify_now(signature, payload_).has_error());
}

TEST_F(PolicyIntegrityTest, SaysWhichKeyItTakes) {
  const auto need = need_of(sign_now());
  ASSERT_TRUE(need);
  EXPECT_EQ(need.value().credential_id, "auth@tef.example");
  EXPECT_EQ(need.value().use, Use::authenticity);
  ProtectedChild encrypted;
  plan_.protection = Protection::encrypt;
  encrypted.object = content(protect_now()).con;
  EXPECT_EQ(need_of(encrypted).error().code, Errc::malformed);
}

TEST_F(PolicyIntegrityTest, RefusesAttributesThatAreNone) {
  payload_ = "[]";
  EXPECT_EQ(protect_attributes(input()).error().code, Errc::malformed);
  payload_ = "{";
  EXPECT_EQ(protect_attributes(input()).error().code, Errc::malformed);
}

}  // namespace
}  // namespace plumbline::data_at_rest
