#include "plumbline/keys/esf.hpp"

#include "keys_under_test.hpp"

#include <set>

namespace plumbline::keys {
namespace {

class EsfKey : public testing::Test {
 protected:
  const Bytes key = octets_from(0x00);
  const Bytes salt = Bytes(16, 0xA5);
  EsfKeyInput input{.key = key,
                    .session_type = EsfSessionType::s1,
                    .target_data_class = 3,
                    .source_id = "//sp.example/cse-b",
                    .salt = salt};
};

// Computed apart with Python's hmac module.
TEST_F(EsfKey, KnownAnswers) {
  EXPECT_EQ(hex(derive_esf_key(input)),
            "a99d811cc46bcb9306f3e61a9971c95f004dec0488ea51c2f66dfe3198bbcf15");
  input.session_type = EsfSessionType::sm;
  input.target_data_class = 1;
  input.source_id = "\u212B";
  EXPECT_EQ(hex(derive_esf_key(input)),
            "5e46998c9578a60651cfc10fdc4d57dc03504a5655246a89e2ccdc9274a8f218");
}

TEST_F(EsfKey, DiffersBetweenSessionTypesClassesSourcesAndSalts) {
  std::set<std::string> keys;
  const Bytes other_salt(16, 0xA6);
  for (const auto type : {EsfSessionType::s1, EsfSessionType::sm}) {
    for (int target_data_class = 1; target_data_class <= 9; ++target_data_class) {
      for (const std::string_view source : {"C1", "C2"}) {
        for (const ByteView used_salt : {ByteView{salt}, ByteView{other_salt}}) {
          keys.insert(hex(derive_esf_key({.key = key,
                                          .session_type = type,
                                          .target_data_class = target_data_class,
                                          .source_id = source,
                                          .salt = used_salt})));
        }
      }
    }
  }
  EXPECT_EQ(keys.size(), 2U * 9U * 2U * 2U);
}

TEST_F(EsfKey, RefusesBadInput) {
  auto changed = input;
  changed.key = {};
  EXPECT_EQ(derive_esf_key(changed).error().code, Errc::invalid_length);
  changed = input;
  changed.salt = key;
  EXPECT_EQ(derive_esf_key(changed).error().code, Errc::invalid_length);
  changed = input;
  changed.source_id = "";
  EXPECT_EQ(derive_esf_key(changed).error().code, Errc::invalid_length);
  changed.source_id = "\xED\xA0\x80";
  EXPECT_EQ(derive_esf_key(changed).error().code, Errc::malformed);
  for (const int target_data_class : {-1, 0, 10}) {
    changed = input;
    changed.target_data_class = target_data_class;
    EXPECT_EQ(derive_esf_key(changed).error().code, Errc::invalid_value);
  }
}

}  // namespace
}  // namespace plumbline::keys
