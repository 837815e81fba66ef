#include "declared_form.hpp"

#include <gmock/gmock.h>

namespace plumbline::adapters::mqtt {
namespace {

using harness::Deviation;
using harness::Dialect;

constexpr std::string_view kForeign =
    R"({"rsc":2001,"rqi":"r1","rvi":"3","drt":1,"pc":{"m2m:cnt":{}}})";

TEST(DeclaredForm, PassesOverForeignMembersAndTells) {
  int uses = 0;
  const Dialect dialect{{Deviation::foreign_response_parameters}, [&](Deviation) { ++uses; }};
  const auto response = decode_declared(as_bytes(kForeign), {}, dialect);
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().request_id, "r1");
  EXPECT_TRUE(response.value().content);
  EXPECT_EQ(uses, 1);

  EXPECT_TRUE(decode_declared(as_bytes(R"({"rsc":2000,"rqi":"r1","rvi":"3"})"), {}, dialect));
  EXPECT_EQ(uses, 1) << "not needed";
  EXPECT_FALSE(decode_declared(as_bytes(R"({"rqi":"r1","drt":1})"), {}, dialect));
  EXPECT_FALSE(decode_declared(as_bytes("no json"), {}, dialect));
  EXPECT_EQ(uses, 1) << "of no help";
}

TEST(DeclaredForm, IsStrictWithoutDeclaration) {
  EXPECT_FALSE(decode_declared(as_bytes(kForeign), {}, {}));
}

}  // namespace
}  // namespace plumbline::adapters::mqtt
