#include "plumbline/esf/algorithm_sets.hpp"

#include <gtest/gtest.h>

namespace plumbline::esf {
namespace {

// ESF-04: every set can be named, and its name read.
TEST(EsfAlgorithmSets, HaveNames) {
  const AlgorithmSets all = all_algorithm_sets();
  EXPECT_EQ(all.ke.size(), 2 + 8 * 7);
  EXPECT_EQ(all.ps.size(), 3 * 7 + 7);
  for (const KeAlgSet& set : all.ke) {
    EXPECT_EQ(ke_alg_set_named(name_of(set)).value(), set) << name_of(set);
  }
  for (const PsAlgSet& set : all.ps) {
    EXPECT_EQ(ps_alg_set_named(name_of(set)).value(), set) << name_of(set);
  }
}

TEST(EsfAlgorithmSets, RefuseOtherNames) {
  for (const char* const name : {"",
                                 "PSK:ES256",
                                 "TTP:",
                                 "dir",
                                 "RSA-OAEP",
                                 "RSA1_5",
                                 "A256GCMKW",
                                 "A256KW:HS256",
                                 "A256KW:EdDSA",
                                 "A256KW:",
                                 "ECDH-ES:none",
                                 "none",
                                 "A256KW:ES256:ES256"}) {
    EXPECT_EQ(ke_alg_set_named(name).error().code, Errc::algorithm_not_allowed) << name;
  }
  for (const char* const name : {"",
                                 "none",
                                 "HS384",
                                 "HS256:ES256",
                                 "A256CBC-HS512",
                                 "A256GCM:",
                                 "A256GCM:HS256",
                                 "A256GCM:none",
                                 "PS256",
                                 ":ES256"}) {
    EXPECT_EQ(ps_alg_set_named(name).error().code, Errc::algorithm_not_allowed) << name;
  }
}

// ESF-05
TEST(EsfAlgorithmSets, HaveClasses) {
  EXPECT_EQ(class_of(ps_alg_set_named("HS256").value()), PayloadSecurity::mic);
  EXPECT_EQ(class_of(ps_alg_set_named("A128GCM").value()), PayloadSecurity::aead);
  EXPECT_EQ(class_of(ps_alg_set_named("A128GCM:RS256").value()), PayloadSecurity::aead_signature);
  EXPECT_EQ(class_of(ps_alg_set_named("ES384").value()), PayloadSecurity::signature);
}

TEST(EsfAlgorithmSets, AreAsStrongAsTheWeakest) {
  EXPECT_EQ(strength_of(ps_alg_set_named("A256GCM:ES256").value()), 128);
  EXPECT_EQ(strength_of(ps_alg_set_named("A256GCM:RS512").value()), 112);
  EXPECT_EQ(strength_of(ps_alg_set_named("A192GCM").value()), 192);
  EXPECT_EQ(strength_of(ps_alg_set_named("HS256").value()), 256);
  EXPECT_EQ(strength_of(ke_alg_set_named("RSA-OAEP-256").value()), 112);
  EXPECT_EQ(strength_of(ke_alg_set_named("ECDH-ES").value()), 128);
  EXPECT_EQ(strength_of(ke_alg_set_named("A256KW:ES384").value()), 192);
  EXPECT_EQ(strength_of(ke_alg_set_named("PSK").value()), 256);
}

}  // namespace
}  // namespace plumbline::esf
