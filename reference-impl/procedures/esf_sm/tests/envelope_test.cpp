#include "plumbline/esf_sm/envelope.hpp"

#include <gmock/gmock.h>

namespace plumbline::esf_sm {
namespace {

const Envelope kEnvelope{.target_data_class = 3, .records = {22, 254, 253}};
constexpr std::string_view kXml =
    R"(<e2e:esf xmlns:e2e="urn:plumbline:e2e" st="Sm" tdc="3">Fv79</e2e:esf>)";

Errc json_refused(std::string_view text) {
  return from_json(parse_json(text).value()).error().code;
}

TEST(SmEnvelope, HasOneFormInJsonAndOneInXml) {
  EXPECT_EQ(to_json(kEnvelope),
            parse_json(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv79"}})").value());
  EXPECT_EQ(to_xml(kEnvelope), kXml);
  for (const auto& again : {from_json(to_json(kEnvelope)), from_xml(kXml)}) {
    ASSERT_TRUE(again);
    EXPECT_EQ(again.value().target_data_class, 3);
    EXPECT_EQ(again.value().records, kEnvelope.records);
  }
}

TEST(SmEnvelope, IsRefusedInJsonWhenItIsNone) {
  EXPECT_EQ(json_refused("[]"), Errc::malformed);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv79"},"a":1})"), Errc::malformed);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv79","a":1}})"), Errc::malformed);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"Sm","tdc":"3","env":"Fv79"}})"), Errc::malformed);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":"Fv7"}})"), Errc::malformed);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"Sm","tdc":3,"env":""}})"), Errc::malformed);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"S1","tdc":3,"env":{}}})"), Errc::invalid_value);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"Sm","tdc":4,"env":"Fv79"}})"), Errc::invalid_value);
  EXPECT_EQ(json_refused(R"({"e2e:esf":{"st":"Sm","tdc":-1,"env":"Fv79"}})"), Errc::invalid_value);
}

TEST(SmEnvelope, IsRefusedInXmlWhenItIsNone) {
  const auto refused = [](std::string_view from, std::string_view to) {
    std::string text{kXml};
    text.replace(text.find(from), from.size(), to);
    return from_xml(text).error().code;
  };
  EXPECT_EQ(refused("<e2e:esf", "<!DOCTYPE a><e2e:esf"), Errc::unsupported);
  EXPECT_EQ(refused("urn:plumbline:e2e", "urn:other"), Errc::malformed);
  EXPECT_EQ(refused(" st=", " a=\"1\" st="), Errc::malformed);
  EXPECT_EQ(refused("Fv79", "Fv<!-- -->79"), Errc::malformed);
  EXPECT_EQ(refused("Fv79", "Fv79<a/>"), Errc::malformed);
  EXPECT_EQ(refused("Fv79", "&a;"), Errc::malformed);
  EXPECT_EQ(refused("Fv79", ""), Errc::malformed);
  EXPECT_EQ(refused("\"Sm\"", "\"S1\""), Errc::invalid_value);
  EXPECT_EQ(refused("\"3\"", "\"33\""), Errc::invalid_value);
  EXPECT_EQ(refused("</e2e:esf>", ""), Errc::malformed);
  EXPECT_EQ(from_xml(std::string(4U << 20U, ' ')).error().code, Errc::too_large);
}

}  // namespace
}  // namespace plumbline::esf_sm
