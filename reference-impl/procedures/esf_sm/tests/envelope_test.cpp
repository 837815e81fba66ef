#include "plumbline/esf_sm/envelope.hpp"

#include <gmock/gmock.h>

namespace plumbline::esf_sm {
namespace {

const Envelope kEnvelope{.target_data_class = 3, .records = {22, 254, 253}};

Errc refused(std::string_view text) {
  return from_json(parse_json(text).value()).error().code;
}

TEST(SmEnvelope, IsReadAsItIsWritten) {
  EXPECT_EQ(to_json(kEnvelope),
            parse_json(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv79"}})").value());
  const auto again = from_json(to_json(kEnvelope));
  ASSERT_TRUE(again);
  EXPECT_EQ(again.value().target_data_class, 3);
  EXPECT_EQ(again.value().records, kEnvelope.records);
}

TEST(SmEnvelope, IsRefusedWhenItIsNone) {
  EXPECT_EQ(refused("[]"), Errc::malformed);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv79"},"a":1})"), Errc::malformed);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv79","a":1}})"), Errc::malformed);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"Sm","tdc":"3","env":"Fv79"}})"), Errc::malformed);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv7"}})"), Errc::malformed);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":""}})"), Errc::malformed);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"S1","tdc":3,"env":{}}})"), Errc::invalid_value);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"Sm","tdc":4,"env":"Fv79"}})"), Errc::invalid_value);
  EXPECT_EQ(refused(R"({"e2e:esf":{"st":"Sm","tdc":-1,"env":"Fv79"}})"), Errc::invalid_value);
}

}  // namespace
}  // namespace plumbline::esf_sm
