#include "samples.hpp"

#include <gtest/gtest.h>

namespace plumbline::esdata {
namespace {

using testing::pair;
using testing::symmetric;

TEST(Credential, ServesThePurposeOfItsSuidOnly) {
  for (const int suid : {14, 24, 34, 44}) {
    EXPECT_TRUE(is_for(Purpose::encryption, suid)) << suid;
    EXPECT_FALSE(is_for(Purpose::signature, suid)) << suid;
  }
  for (const int suid : {15, 25, 35, 45}) {
    EXPECT_TRUE(is_for(Purpose::signature, suid)) << suid;
    EXPECT_FALSE(is_for(Purpose::encryption, suid)) << suid;
  }
  for (const int suid : {0, 10, 13, 23, 33, 43, 54}) {
    EXPECT_EQ(key_for(symmetric("k", suid), Purpose::encryption).error().code, Errc::key_mismatch);
    EXPECT_EQ(key_for(symmetric("k", suid), Purpose::signature).error().code, Errc::key_mismatch);
  }
}

TEST(Credential, HasAKeyOfTheTypeThatItsSuidStandsFor) {
  EXPECT_EQ(key_for(symmetric("k", 44), Purpose::encryption).error().code, Errc::key_mismatch);
  const auto ec = pair("c", 14, crypto::KeyKind::ec_p256);
  EXPECT_EQ(key_for(ec.others, Purpose::encryption).error().code, Errc::key_mismatch);
}

TEST(Credential, HasAName) {
  EXPECT_EQ(key_for(symmetric("", 14), Purpose::encryption).error().code, Errc::invalid_value);
}

TEST(Credential, NamesAndBindsItsKey) {
  const jose::Jwk key = key_for(symmetric("id@maf.example", 34), Purpose::encryption).value();
  EXPECT_EQ(key.kid(), "id@maf.example");
  EXPECT_EQ(key.attributes().use, "enc");
  EXPECT_FALSE(key.permits(jose::KeyOperation::sign));
}

TEST(Credential, WhoseKeyIsForAnotherUseIsRefused) {
  Credential credential = symmetric("k", 14);
  jose::KeyAttributes attributes;
  attributes.use = "sig";
  credential.key = credential.key.with(attributes);
  EXPECT_EQ(key_for(credential, Purpose::encryption).error().code, Errc::key_mismatch);
}

}  // namespace
}  // namespace plumbline::esdata
