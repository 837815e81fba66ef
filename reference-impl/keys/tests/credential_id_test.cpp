#include "plumbline/keys/credential_id.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

constexpr std::string_view kName = "K_AE1_Container-x_data_conf";

TEST(CredentialId, PlainForm) {
  EXPECT_EQ(credential_id({.key_name = kName, .tef = "TEF.com", .hash = {}}).value(),
            "K_AE1_Container-x_data_conf-Id@TEF.com");
}

TEST(CredentialId, HashedForm) {
  EXPECT_EQ(
      credential_id({.key_name = kName, .tef = "TEF.com", .hash = crypto::HashAlgorithm::sha256})
          .value(),
      "0E3AD5D24202DDFCE48831D31217ECB96C08BAFEFD736A874B7B69DFF0BAA40E@TEF.com");
}

TEST(CredentialId, HashedFormWithAnotherHashHasItsLength) {
  const auto id =
      credential_id({.key_name = kName, .tef = "TEF.com", .hash = crypto::HashAlgorithm::sha512});
  EXPECT_EQ(id.value().find('@'), 128U);
}

TEST(CredentialId, RefusesPartsThatCannotBeSplitAgain) {
  for (const std::string_view bad : {"", "a@b", "a b", "a\n", "\x7f"}) {
    EXPECT_EQ(credential_id({.key_name = bad, .tef = "TEF.com", .hash = {}}).error().code,
              Errc::invalid_value);
    EXPECT_EQ(credential_id({.key_name = kName, .tef = bad, .hash = {}}).error().code,
              Errc::invalid_value);
  }
}

}  // namespace
}  // namespace plumbline::keys
