#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

namespace plumbline {

namespace {

std::string canonical(std::string_view text) {
  return canonical_json(parse_json(text).value());
}

TEST(CanonicalJson, ExampleOfRfc8785Clause3_2_2) {
  EXPECT_EQ(canonical(R"({
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  })"),
            "{\"literals\":[null,true,false],"
            "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            "\"string\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST(CanonicalJson, SortingExampleOfRfc8785Clause3_2_3) {
  EXPECT_EQ(canonical(R"({
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis"
  })"),
            "{\"\\r\":\"Carriage Return\","
            "\"1\":\"One\","
            "\"\xc2\x80\":\"Control\","
            "\"\xc3\xb6\":\"Latin Small Letter O With Diaeresis\","
            "\"\xe2\x82\xac\":\"Euro Sign\","
            "\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\","
            "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(CanonicalJson, NamesThatArePrefixesComeFirst) {
  EXPECT_EQ(canonical(R"({"ab":1,"a":2,"":3,"b":4})"), R"({"":3,"a":2,"ab":1,"b":4})");
}

struct Number {
  std::uint64_t bits;
  std::string_view text;
};

// RFC 8785 appendix B: the IEEE 754 octets and their form.
constexpr Number kNumbers[] = {{0x0000000000000000, "0"},
                               {0x8000000000000000, "0"},
                               {0x0000000000000001, "5e-324"},
                               {0x8000000000000001, "-5e-324"},
                               {0x7fefffffffffffff, "1.7976931348623157e+308"},
                               {0xffefffffffffffff, "-1.7976931348623157e+308"},
                               {0x4340000000000000, "9007199254740992"},
                               {0xc340000000000000, "-9007199254740992"},
                               {0x4430000000000000, "295147905179352830000"},
                               {0x44b52d02c7e14af5, "9.999999999999997e+22"},
                               {0x44b52d02c7e14af6, "1e+23"},
                               {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                               {0x444b1ae4d6e2ef4e, "999999999999999700000"},
                               {0x444b1ae4d6e2ef4f, "999999999999999900000"},
                               {0x444b1ae4d6e2ef50, "1e+21"},
                               {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                               {0x3eb0c6f7a0b5ed8d, "0.000001"},
                               {0x41b3de4355555553, "333333333.3333332"},
                               {0x41b3de4355555554, "333333333.33333325"},
                               {0x41b3de4355555555, "333333333.3333333"},
                               {0x41b3de4355555556, "333333333.3333334"},
                               {0x41b3de4355555557, "333333333.33333343"},
                               {0xbecbf647612f3696, "-0.0000033333333333333333"},
                               {0x43143ff3c1cb0959, "1424953923781206.2"}};

TEST(CanonicalJson, NumbersOfRfc8785AppendixB) {
  for (const auto& [bits, text] : kNumbers) {
    EXPECT_EQ(canonical_json(Json(std::bit_cast<double>(bits))), text);
  }
}

TEST(CanonicalJson, IntegersAreNumbersToo) {
  EXPECT_EQ(canonical("[-0,-17,4294967296,10,9007199254740993]"),
            "[0,-17,4294967296,10,9007199254740992]");
}

TEST(CanonicalJson, EmptyContainers) {
  EXPECT_EQ(canonical(R"([{},[ ],""])"), R"([{},[],""])");
}

TEST(CanonicalJson, RefusesWhatHasNoForm) {
  EXPECT_ANY_THROW(static_cast<void>(canonical_json(std::numeric_limits<double>::infinity())));
  EXPECT_ANY_THROW(static_cast<void>(canonical_json("\xff")));
}

}  // namespace

}  // namespace plumbline
