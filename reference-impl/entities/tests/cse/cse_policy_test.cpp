#include "plumbline/entities/cse/cse_policy.hpp"

#include "cse_fixture.hpp"

namespace plumbline::entities::testing {
namespace {

class CsePolicyTest : public CseTest {
 protected:
  bool authenticates(std::string_view from, const onem2m::Association& association) {
    return policy_.authenticates(from, association, configuration_);
  }

  CseConfiguration configuration_ = configuration();
  CsePolicy policy_;
};

TEST_F(CsePolicyTest, AdmitsProvenPeersOnlyWhereSecurityIsRequired) {
  onem2m::Association server_only = by_key("kpsa-1@sp.example");
  server_only.proof = onem2m::PeerProof::none;
  EXPECT_TRUE(policy_.admits({}, configuration_));
  configuration_.security_required = true;
  EXPECT_FALSE(policy_.admits({}, configuration_));
  EXPECT_FALSE(policy_.admits(server_only, configuration_));
  EXPECT_TRUE(policy_.admits(by_key("kpsa-1@sp.example"), configuration_));
}

TEST_F(CsePolicyTest, FindsTheEntityBehindThePeer) {
  EXPECT_EQ(entity_behind(by_key("kpsa-1@sp.example"), configuration_), "//sp.example/cse-a/Cone");
  EXPECT_EQ(entity_behind(by_key("kpsa-b@sp.example"), configuration_), "//sp.example/cse-b");
  EXPECT_EQ(entity_behind(by_key("unknown"), configuration_), "");
  EXPECT_EQ(entity_behind(by_key("Cone"), configuration_), "");
  EXPECT_EQ(entity_behind(by_certificate("//sp.example/cse-a/Cone"), configuration_),
            "//sp.example/cse-a/Cone");
  EXPECT_EQ(entity_behind(by_certificate("Cone.sp.example"), configuration_), "");
  EXPECT_EQ(entity_behind(by_certificate("no id"), configuration_), "");
  EXPECT_EQ(entity_behind({}, configuration_), "");
}

struct AuthenticationCase {
  std::string_view peer;
  std::string_view from;
  bool authentic;
};

class FromAgainstKey : public CsePolicyTest,
                       public ::testing::WithParamInterface<AuthenticationCase> {};

TEST_P(FromAgainstKey, IsComparedAsAnEntity) {
  const auto& [peer, from, authentic] = GetParam();
  EXPECT_EQ(authenticates(from, by_key(std::string(peer))), authentic);
}

INSTANTIATE_TEST_SUITE_P(
    CsePolicy,
    FromAgainstKey,
    ::testing::Values(AuthenticationCase{"kpsa-1@sp.example", "Cone", true},
                      AuthenticationCase{"kpsa-1@sp.example", "/cse-a/Cone", true},
                      AuthenticationCase{"kpsa-1@sp.example", "//sp.example/cse-a/Cone", true},
                      AuthenticationCase{"kpsa-1@sp.example", "Ctwo", false},
                      AuthenticationCase{"kpsa-1@sp.example", "Cone2", false},
                      AuthenticationCase{"kpsa-1@sp.example", "/cse-b/Cone", false},
                      AuthenticationCase{"kpsa-1@sp.example", "", true},
                      AuthenticationCase{"kpsa-1@sp.example", "C", true},
                      AuthenticationCase{"kpsa-1@sp.example", "S", false},
                      AuthenticationCase{"kpsa-2@sp.example", "Ctwo", true},
                      AuthenticationCase{"kpsa-s@sp.example", "Sprovided", true},
                      AuthenticationCase{"kpsa-s@sp.example", "S", true},
                      AuthenticationCase{"kpsa-s@sp.example", "C", false},
                      AuthenticationCase{"unknown@sp.example", "Cone", false},
                      AuthenticationCase{"unknown@sp.example", "", false},
                      AuthenticationCase{"kpsa-b@sp.example", "/cse-b", true},
                      AuthenticationCase{"kpsa-b@sp.example", "/cse-b/Cfar", true},
                      AuthenticationCase{"kpsa-b@sp.example", "//other.example/cse-x/Cfar", true},
                      AuthenticationCase{"kpsa-b@sp.example", "Cone", false},
                      AuthenticationCase{"kpsa-b@sp.example", "//sp.example/cse-a/Cone", false}));

TEST_F(CsePolicyTest, ComparesFromWithTheIdentityInACertificate) {
  EXPECT_TRUE(authenticates("Cone", by_certificate("//sp.example/cse-a/Cone")));
  EXPECT_FALSE(authenticates("Ctwo", by_certificate("//sp.example/cse-a/Cone")));
}

// TS-0010 clause 7: both ends trust the broker with the originator in the topic.
TEST_F(CsePolicyTest, ComparesFromWithTheOriginatorThatABrokerVouchesFor) {
  const auto by_broker = [](std::string peer) {
    onem2m::Association association;
    association.proof = onem2m::PeerProof::broker;
    association.peer = std::move(peer);
    return association;
  };
  EXPECT_TRUE(authenticates("Cone", by_broker("/cse-a/Cone")));
  EXPECT_FALSE(authenticates("Ctwo", by_broker("/cse-a/Cone")));
  EXPECT_TRUE(authenticates("//sp.example/cse-b/Cfar", by_broker("/cse-b")));
  EXPECT_FALSE(authenticates("Cone", by_broker("/cse-b")));
  EXPECT_TRUE(authenticates("Cone", by_broker("kpsa-1@sp.example"))) << "a Credential-ID";
  EXPECT_FALSE(authenticates("C", by_broker("10-unknown@sp.example")));
  configuration_.security_required = true;
  EXPECT_FALSE(policy_.admits(by_broker("/cse-a/Cone"), configuration_)) << "a plain leg";
}

TEST_F(CsePolicyTest, MintsIdsThatDiffer) {
  EXPECT_NE(policy_.assign_id({}, random_), policy_.assign_id({}, random_));
}

TEST_F(CsePolicyTest, ExpiresAtTheTimeAndNotBefore) {
  Resource resource;
  EXPECT_FALSE(policy_.expired(resource, clock_.now()));
  resource.expires = clock_.now();
  EXPECT_TRUE(policy_.expired(resource, clock_.now()));
  EXPECT_FALSE(policy_.expired(resource, clock_.now() - milliseconds{1}));
}

}  // namespace
}  // namespace plumbline::entities::testing
