#include "plumbline/keys/group.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

class GroupKey : public testing::Test {
 protected:
  const Bytes kpsa = octets_from(0x20);
  const Bytes rand = Bytes(16, 0xA5);
  GroupKeyInput input{.kpsa = kpsa, .enrollee_id = "C-A1", .rand = rand};
};

TEST_F(GroupKey, KnownAnswer) {
  EXPECT_EQ(hex(derive_group_key(input)),
            "80831d7e578ec8a4721d125afd44afae4583fc62ea536d8caecc5085e37c802c");
}

TEST_F(GroupKey, NormalisesTheEnrolleeId) {
  input.enrollee_id = "//sp.example/\u212B\uFB01\uFF11";
  const auto raw = hex(derive_group_key(input));
  input.enrollee_id = "//sp.example/\u00C5fi1";
  EXPECT_EQ(hex(derive_group_key(input)), raw);
}

TEST_F(GroupKey, EveryInputMatters) {
  const auto key = hex(derive_group_key(input));
  const Bytes other(16, 0xA6);
  auto changed = input;
  changed.kpsa = other;
  EXPECT_NE(hex(derive_group_key(changed)), key);
  changed = input;
  changed.enrollee_id = "C-A2";
  EXPECT_NE(hex(derive_group_key(changed)), key);
  changed = input;
  changed.rand = other;
  EXPECT_NE(hex(derive_group_key(changed)), key);
}

TEST_F(GroupKey, RefusesBadInput) {
  auto changed = input;
  changed.kpsa = {};
  EXPECT_EQ(derive_group_key(changed).error().code, Errc::invalid_length);
  changed = input;
  changed.rand = {};
  EXPECT_EQ(derive_group_key(changed).error().code, Errc::invalid_length);
  changed = input;
  changed.enrollee_id = "";
  EXPECT_EQ(derive_group_key(changed).error().code, Errc::invalid_length);
  changed.enrollee_id = "C-A1\xFF";
  EXPECT_EQ(derive_group_key(changed).error().code, Errc::malformed);
}

}  // namespace
}  // namespace plumbline::keys
