#include "plumbline/keys/enrolment.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

class Enrolment : public testing::Test {
 protected:
  std::string usage_constrained(int suid, std::string_view target) const {
    return hex(derive_usage_constrained({.ke = ke, .suid = suid, .target = target}));
  }

  const Bytes ke = octets_from(0x00);
};

TEST_F(Enrolment, KnownAnswerOfTheMasterCredential) {
  EXPECT_EQ(hex(derive_master_credential({.ke = ke, .identifier = "maf.example.com"})),
            "3055bf32dd9c95586aaffa2ae2e165dfeffd0803566e16bdd343171457da8a5e");
}

TEST_F(Enrolment, KnownAnswersOfTheSecureConnectionKey) {
  EXPECT_EQ(hex(derive_secure_connection({.ke = ke, .identifier = "//sp.example/cse-b"})),
            "e4687f332f77029eb93880fb97ebb0d65cd1d51bfcb8067800a2ed3478eb08e1");
  EXPECT_EQ(
      hex(derive_secure_connection({.ke = ke, .identifier = "//sp.example/\u212B\uFB01\uFF11"})),
      "5e3545554f72b12e95098fce9590d18e9f1fec10262b6f083f7b44b857a98a5f");
}

TEST_F(Enrolment, KnownAnswersOfUsageConstrainedKeys) {
  EXPECT_EQ(usage_constrained(21, "maf.example.com"),
            "f8610e4d1a428f72308e2941f53a1a0fdc1afa7b1dde3ec59fc52381dcbeb66a");
  EXPECT_EQ(usage_constrained(22, "cse-b.sp.example"),
            "63e77c17004e1063aa8aa863a6a1df487c18ca54c9b383ef079c0b2aa777085e");
  EXPECT_EQ(usage_constrained(23, "cse-b.sp.example"),
            "33579189a375a9c7ca0e8b6bc0d64f895bcfd48ec14423530c98a2aa0bf7c4af");
  EXPECT_EQ(usage_constrained(24, "C1.cse-b.sp.example"),
            "ee7850427b21b8c596754c7a099645831098bcfe2f20909b6305324ee5203b9a");
}

TEST_F(Enrolment, SuidAsOneOctetIsASwitch) {
  EXPECT_EQ(hex(derive_usage_constrained({.ke = ke,
                                          .suid = 21,
                                          .target = "maf.example.com",
                                          .suid_octets = SuidOctets::one_octet})),
            "5f04fabfde1a597463682c00ee93be40490236216e4a99ac40710dc1a310841e");
}

TEST_F(Enrolment, SuidsAreThoseOfTheTable) {
  std::vector<int> found;
  for (int value = -1; value <= 256; ++value) {
    if (is_suid(value)) {
      found.push_back(value);
    }
  }
  EXPECT_EQ(found, (std::vector<int>{10, 11, 12, 13, 14, 15, 21, 22, 23, 24, 25,
                                     32, 33, 34, 35, 40, 41, 42, 43, 44, 45}));
}

TEST_F(Enrolment, RefusesUndefinedSuids) {
  for (const int suid : {-21, 0, 9, 16, 20, 26, 30, 31, 36, 46, 100, 210}) {
    const auto key =
        derive_usage_constrained({.ke = ke, .suid = suid, .target = "maf.example.com"});
    EXPECT_EQ(key.error().code, Errc::invalid_value) << suid;
  }
}

TEST_F(Enrolment, RefusesEmptyAndMalformedInput) {
  for (const auto derive : {&derive_master_credential, &derive_secure_connection}) {
    EXPECT_EQ(derive({.ke = {}, .identifier = "maf.example.com"}).error().code,
              Errc::invalid_length);
    EXPECT_EQ(derive({.ke = ke, .identifier = ""}).error().code, Errc::invalid_length);
    EXPECT_EQ(derive({.ke = ke, .identifier = "\xC3"}).error().code, Errc::malformed);
  }
  EXPECT_EQ(derive_usage_constrained({.ke = {}, .suid = 21, .target = "a"}).error().code,
            Errc::invalid_length);
  EXPECT_EQ(derive_usage_constrained({.ke = ke, .suid = 21, .target = ""}).error().code,
            Errc::invalid_length);
}

}  // namespace
}  // namespace plumbline::keys
