/// @file
/// Each decision can be replaced alone, and a replaced one shows.

#include "plumbline/entities/tef/tef_policy.hpp"

#include "tef_fixture.hpp"

#include <gtest/gtest.h>

namespace plumbline::entities::testing {

namespace {

using onem2m::Status;

class IgnoresTheRules final : public TefPolicy {
 public:
  bool permits_retrieval(const CredentialRecord& /*record*/, std::string_view /*who*/) override {
    return true;
  }
};

TEST_F(TefTest, AccessIsDecidedInOnePlace) {
  start(configuration(), std::make_unique<IgnoresTheRules>());
  EXPECT_EQ(retrieve(kAe3, registered(kAe1, {{"kv", kKeyValue}})).status, Status::ok);
}

class NeverExpires final : public TefPolicy {
 public:
  bool is_expired(const CredentialRecord& /*record*/, TimePoint /*now*/) override { return false; }
};

TEST_F(TefTest, ExpiryIsDecidedInOnePlace) {
  start(configuration(), std::make_unique<NeverExpires>());
  const std::string id = registered(kAe1, {{"kv", kKeyValue}});
  clock_.advance(std::chrono::hours{25});
  EXPECT_EQ(key_of(retrieve(kAe1, id)).size(), 64U);
}

class ReusesAnId final : public TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    if (first_.empty()) {
      first_ = record.id;
      return store.put(record);
    }
    record.id = first_;
    return store.replace(record);
  }

 private:
  std::string first_;
};

TEST_F(TefTest, KeepingIsDecidedInOnePlace) {
  start(configuration(), std::make_unique<ReusesAnId>());
  const std::string id = registered(kAe1, {{"kv", kKeyValue}});
  EXPECT_EQ(registered(kAe1, {{"kv", kKeyValue}}), id);
}

class ServesTheMaster final : public TefPolicy {
 public:
  Result<crypto::SecretBytes> provision(const CredentialRecord& record,
                                        const ResourceSelector& /*selector*/) override {
    return record.key.clone();
  }
};

TEST_F(TefTest, DepthIsDecidedInOnePlace) {
  start(configuration(), std::make_unique<ServesTheMaster>());
  const std::string id = registered(kAe1, {{"kv", kKeyValue}, {"e2e:cp", {{"lvl", "resource"}}}});
  EXPECT_EQ(retrieve(kAe1, id).content->at("sec:skr").at("kv"), kKeyValue);
}

class SwapsTheKeys final : public TefPolicy {
 public:
  Result<DataKeys> derive_data_keys(crypto::HashAlgorithm hash, ByteView master) override {
    PLUMBLINE_TRY(auto both, TefPolicy::derive_data_keys(hash, master));
    std::swap(both.authenticity, both.confidentiality);
    return both;
  }
};

TEST_F(TefTest, DerivationIsDecidedInOnePlace) {
  const Json of_ke = {{"e2e:cp", {{"src", "ke"}, {"kid", kKeId}}}};
  const std::string right = key_of(retrieve(kAe1, registered(kAe1, of_ke)));
  start(configuration(), std::make_unique<SwapsTheKeys>());
  EXPECT_NE(key_of(retrieve(kAe1, registered(kAe1, of_ke))), right);
}

class MintsOneId final : public TefPolicy {
 public:
  std::string mint_id(RandomSource& /*random*/) override { return "ONE"; }
};

TEST_F(TefTest, NoTwoRegistrationsShareAnIdEvenWhenItIsMintedTwice) {
  start(configuration(), std::make_unique<MintsOneId>());
  EXPECT_EQ(registered(kAe1, {{"kv", kKeyValue}}), "ONE");
  EXPECT_EQ(create(kAe1, {{"kv", kKeyValue}}).status, Status::conflict);
}

TEST(TefPolicy, ForgetsNoRuleOfItsAnswers) {
  TefPolicy policy;
  EXPECT_TRUE(policy.accepts_chosen_id("K_AE1.a-Id", {}));
  EXPECT_FALSE(policy.accepts_chosen_id("a b", {}));
  EXPECT_FALSE(policy.accepts_chosen_id("\xC3\xA9", {}));
  EXPECT_EQ(policy.default_targets("x"), std::vector<std::string>{"x"});
}

}  // namespace

}  // namespace plumbline::entities::testing
