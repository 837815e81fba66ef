#include "plumbline/keys/pairwise_e2e.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

class PairwiseE2e : public testing::Test {
 protected:
  Result<crypto::SecretBytes> derive(PairwiseE2eUse use, std::string_view target = {}) const {
    return derive_pairwise_e2e({.pairwise_key = key, .use = use, .target = target});
  }

  Bytes key = octets_from(0x60);
};

TEST_F(PairwiseE2e, EsprimTakesTheKeyAsItIs) {
  EXPECT_EQ(hex(derive(PairwiseE2eUse::esprim)), to_hex(key));
}

// Computed with Python's hmac from the label, the two digits of the SUID and the FQDN form.
TEST_F(PairwiseE2e, KnownAnswersOfEsdata) {
  EXPECT_EQ(hex(derive(PairwiseE2eUse::esdata_encryption, "//sp.example/cse-b/C1")),
            "86a215c4d74ad5c84afa4b61b4643504be274b595d24c94839475a63e2cc5a0a");
  EXPECT_EQ(hex(derive(PairwiseE2eUse::esdata_encryption, "C1.cse-b.sp.example")),
            "86a215c4d74ad5c84afa4b61b4643504be274b595d24c94839475a63e2cc5a0a");
  EXPECT_EQ(hex(derive(PairwiseE2eUse::esdata_signature, "//sp.example/cse-b/C1")),
            "bd02855442e54946eb92dbcf89b6fa4c198a9dbd3a158ad59048b302e6d97c82");
}

TEST_F(PairwiseE2e, RefusesWhatTheFormulaDoesNotTake) {
  EXPECT_EQ(derive(PairwiseE2eUse::esdata_signature).error().code, Errc::invalid_length);
  EXPECT_EQ(derive(PairwiseE2eUse::esdata_signature, "/cse-b").error().code, Errc::malformed);
  key.pop_back();
  EXPECT_EQ(derive(PairwiseE2eUse::esprim).error().code, Errc::invalid_length);
}

}  // namespace
}  // namespace plumbline::keys
