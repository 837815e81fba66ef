#include "plumbline/core/json.hpp"

#include <gmock/gmock.h>

namespace plumbline {

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Error refusal(std::string_view text, const JsonLimits& limits = {}) {
  const auto value = parse_json(text, limits);
  return value ? fail(Errc::io, "was accepted") : value.error();
}

TEST(ParseJson, BuildsTheValue) {
  const Json value =
      parse_json(R"( {"a":[1,-2,2.5,true,null,{"b":"\u00e4\u0000"}],"c":{}} )").value();
  const Json expected{{"a", {1, -2, 2.5, true, nullptr, {{"b", std::string("\xc3\xa4\0", 3)}}}},
                      {"c", Json::object()}};
  EXPECT_EQ(value, expected);
}

TEST(ParseJson, KeepsWhole64BitIntegers) {
  EXPECT_EQ(parse_json("18446744073709551615").value().get<std::uint64_t>(), UINT64_MAX);
  EXPECT_EQ(parse_json("-9223372036854775808").value().get<std::int64_t>(), INT64_MIN);
}

TEST(ParseJson, AcceptsScalarsAtTheTop) {
  EXPECT_EQ(parse_json("\"x\"").value(), "x");
  EXPECT_TRUE(parse_json("null").value().is_null());
}

TEST(ParseJson, RefusesWhatTheGrammarRefuses) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[1,]",
                                      "{\"a\":1,}",
                                      "[1 2]",
                                      "{a:1}",
                                      "'a'",
                                      "01",
                                      "+1",
                                      "1.",
                                      ".5",
                                      "NaN",
                                      "Infinity",
                                      "nul",
                                      "\"\n\"",
                                      "\"\\x\"",
                                      "\"\\ud800\"",
                                      "\"\xff\"",
                                      "\"\xc0\x80\"",
                                      "\"\xed\xa0\x80\"",
                                      "{} {}",
                                      "[]x",
                                      "/**/1",
                                      "\xff\xfe[]"}) {
    EXPECT_EQ(refusal(text).code, Errc::malformed) << text;
  }
}

TEST(ParseJson, RefusesDuplicateMembers) {
  const Error error = refusal("{\"a\":1,\n \"b\":{},\n \"\\u0061\":2}");
  EXPECT_EQ(error.code, Errc::malformed);
  EXPECT_EQ(error.detail, "line 3, column 9: duplicate member \"a\"");
  EXPECT_TRUE(parse_json(R"([{"a":1},{"a":{"a":2}}])"));
}

TEST(ParseJson, RefusesByteOrderMark) {
  EXPECT_EQ(refusal("\xef\xbb\xbf{}").code, Errc::malformed);
  EXPECT_THAT(refusal("\xef\xbb\xbf{}").detail, HasSubstr("byte order mark"));
}

TEST(ParseJson, RefusesTextBehindAZeroOctet) {
  EXPECT_EQ(refusal({"{}\0x", 4}).detail, "line 1, column 3: a zero octet");
  EXPECT_EQ(refusal({"{}\0", 3}).code, Errc::malformed);
}

TEST(ParseJson, RefusesNumbersThatWouldChange) {
  EXPECT_THAT(refusal("[18446744073709551616]").detail, HasSubstr("beyond 64 bits"));
  EXPECT_THAT(refusal("[-9223372036854775809]").detail, HasSubstr("beyond 64 bits"));
  EXPECT_THAT(refusal("[1,\n1e400]").detail, StartsWith("line 2, column"));
  EXPECT_EQ(refusal("1e400").code, Errc::malformed);
}

TEST(ParseJson, NamesThePlace) {
  EXPECT_EQ(refusal("{\n  \"a\": tru\n}").detail, "line 2, column 11: invalid literal");
  EXPECT_THAT(refusal("[1,2").detail, StartsWith("line 1, column 4: unexpected end of input"));
}

TEST(ParseJson, ErrorsDoNotRepeatValues) {
  EXPECT_THAT(refusal("{\"k\": \"c0ffee\n\"}").detail, Not(HasSubstr("c0ffee")));
  EXPECT_THAT(refusal("{\"k\": c0ffee}").detail, Not(HasSubstr("c0ffee")));
  EXPECT_THAT(refusal("[1 \"c0ffee\"]").detail, Not(HasSubstr("c0ffee")));
}

TEST(ParseJson, NamesInErrorsAreQuotedAndCut) {
  const std::string name = "\\n" + std::string(500, 'x');
  const Error error = refusal("{\"" + name + "\":1,\"" + name + "\":1}");
  EXPECT_THAT(error.detail, HasSubstr("duplicate member \"\\nxxx"));
  EXPECT_LT(error.detail.size(), 150U);
}

TEST(ParseJson, LimitsSize) {
  EXPECT_TRUE(parse_json("[1,2]", {.octets = 5}));
  EXPECT_EQ(refusal("[1,2]", {.octets = 4}).code, Errc::too_large);
}

TEST(ParseJson, LimitsDepth) {
  EXPECT_TRUE(parse_json(R"([{"a":[]}])", {.depth = 3}));
  EXPECT_EQ(refusal(R"([{"a":[]}])", {.depth = 2}).code, Errc::too_large);
  EXPECT_EQ(refusal(std::string(1'000'000, '[')).code, Errc::too_large);
}

TEST(ParseJson, LimitsValues) {
  EXPECT_TRUE(parse_json(R"({"a":[1,2],"b":{}})", {.values = 4}));
  EXPECT_EQ(refusal(R"({"a":[1,2],"b":{}})", {.values = 3}).code, Errc::too_large);
  EXPECT_EQ(refusal("[[],[]]", {.values = 1}).code, Errc::too_large);
}

TEST(JsonText, KeepsOrderAndReplacesBadUtf8) {
  EXPECT_EQ(json_text(parse_json(R"({"b" : 1, "a" : [ ]})").value()), R"({"a":[],"b":1})");
  EXPECT_EQ(json_text("a\xff"), "\"a\xef\xbf\xbd\"");
}

}  // namespace

}  // namespace plumbline
