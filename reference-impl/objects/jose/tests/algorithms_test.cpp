#include "plumbline/jose/algorithms.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace plumbline::jose {
namespace {

AlgorithmPolicy named(const std::vector<std::string>& names) {
  return AlgorithmPolicy::named(names).value();
}

// facts 2.2: TS-0003 tables 8.5.3.2-3, 8.5.3.2-4, 8.5.3.3-2.
TEST(AlgorithmPolicy, EsdataIsTheClosedListOfTheStandard) {
  EXPECT_EQ(AlgorithmPolicy::esdata(),
            named({"dir",          "A128KW",         "A192KW",         "A256KW",
                   "RSA-OAEP-256", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW",
                   "A128GCM",      "A192GCM",        "A256GCM",        "HS256",
                   "HS384",        "HS512",          "RS256",          "RS384",
                   "RS512",        "ES256",          "ES384",          "ES512"}));
}

TEST(AlgorithmPolicy, FurtherAlgorithmsAreOpenedByName) {
  const std::vector<std::string> further{"ECDH-ES",
                                         "A128GCMKW",
                                         "A192GCMKW",
                                         "A256GCMKW",
                                         "RSA-OAEP",
                                         "A128CBC-HS256",
                                         "A192CBC-HS384",
                                         "A256CBC-HS512",
                                         "PS256",
                                         "PS384",
                                         "PS512",
                                         "EdDSA"};
  const AlgorithmPolicy policy = named(further);
  EXPECT_TRUE(policy.allows(JweAlg::ecdh_es));
  EXPECT_TRUE(policy.allows(JweEnc::a192cbc_hs384));
  EXPECT_TRUE(policy.allows(JwsAlg::eddsa));
  EXPECT_FALSE(policy.allows(JweAlg::dir)) << "a list is exact, not an addition to ESData";
  for (const std::string& name : further) {
    const AlgorithmPolicy one = named({name});
    EXPECT_NE(one, AlgorithmPolicy{}) << name;
    EXPECT_NE(one, policy) << name;
  }
}

TEST(AlgorithmPolicy, SomeNamesAreNeverOpened) {
  for (const std::string name :
       {"none", "RSA1_5", "PBES2-HS256+A128KW", "ES256K", "hs256", "", "ES521"}) {
    const std::vector<std::string> names{"HS256", name};
    const auto policy = AlgorithmPolicy::named(names);
    ASSERT_FALSE(policy) << name;
    EXPECT_EQ(policy.error().code, Errc::algorithm_not_allowed) << name;
  }
}

TEST(Algorithms, NamesAndValuesAgree) {
  for (unsigned i = 0; i <= static_cast<unsigned>(JweAlg::a256gcmkw); ++i) {
    const auto alg = static_cast<JweAlg>(i);
    EXPECT_EQ(jwe_alg_named(name_of(alg)), alg);
  }
  for (unsigned i = 0; i <= static_cast<unsigned>(JweEnc::a256cbc_hs512); ++i) {
    const auto enc = static_cast<JweEnc>(i);
    EXPECT_EQ(jwe_enc_named(name_of(enc)), enc);
  }
  for (unsigned i = 0; i <= static_cast<unsigned>(JwsAlg::eddsa); ++i) {
    const auto alg = static_cast<JwsAlg>(i);
    EXPECT_EQ(jws_alg_named(name_of(alg)), alg);
  }
  EXPECT_EQ(name_of(JweAlg::ecdh_es_a192kw), "ECDH-ES+A192KW");
  EXPECT_EQ(name_of(JweEnc::a256cbc_hs512), "A256CBC-HS512");
  EXPECT_EQ(name_of(JwsAlg::es512), "ES512");
}

}  // namespace
}  // namespace plumbline::jose
