#include "plumbline/jose/header.hpp"

#include "plumbline/core/bytes.hpp"

#include <gmock/gmock.h>

#include <string>

namespace plumbline::jose {
namespace {

using testing::ElementsAre;

Header header(std::string_view text) {
  return Header::parse(text).value();
}

Errc refusal(std::string_view text) {
  const auto parsed = Header::parse(text);
  EXPECT_FALSE(parsed) << text;
  return parsed ? Errc{} : parsed.error().code;
}

TEST(Header, KeepsTheTextAndAnswersByName) {
  const Header flat = header(R"( {"enc" : "A256GCM", "alg":"dir"} )");
  EXPECT_EQ(flat.text(), R"( {"enc" : "A256GCM", "alg":"dir"} )");
  EXPECT_EQ(flat.string("alg"), "dir");
  EXPECT_EQ(flat.string("kid"), std::nullopt);
  EXPECT_FALSE(flat.contains("kid"));
  EXPECT_THAT(flat.names(), ElementsAre("enc", "alg"));
  EXPECT_EQ(flat.json(), Json({{"alg", "dir"}, {"enc", "A256GCM"}}));
}

TEST(Header, AnswersAlikeWhenItIsNoFlatObject) {
  const Header nested = header(R"({"alg":"dir","k\u0069d":"\u00e9","epk":{"crv":"P-256"},"n":1})");
  EXPECT_EQ(nested.string("kid"), "\u00e9");
  EXPECT_EQ(nested.string("n"), std::nullopt);
  EXPECT_TRUE(nested.contains("n"));
  EXPECT_THAT(nested.names(), ElementsAre("alg", "epk", "kid", "n"));
  EXPECT_EQ(nested.json().at("epk"), Json({{"crv", "P-256"}}));
}

TEST(Header, ManyMembersAreFine) {
  Json object;
  for (int i = 0; i < 40; ++i) {
    object["m" + std::to_string(i)] = "v";
  }
  EXPECT_EQ(Header::of(object).value().json(), object);
}

TEST(Header, RefusesWhatIsNotStrictJson) {
  for (const std::string_view text : {R"({"alg":"dir","alg":"dir"})",
                                      R"({"alg":"dir","\u0061lg":"dir"})",
                                      R"({"alg":"dir",})",
                                      R"({"alg":"dir"} x)",
                                      R"({"alg":"dir")",
                                      R"({'alg':'dir'})",
                                      R"({"alg" "dir"})",
                                      R"({,})",
                                      R"(["alg"])",
                                      R"("alg")",
                                      "",
                                      "{\"alg\":\"d\nr\"}",
                                      "{\"alg\":\"\xff\"}",
                                      "\xef\xbb\xbf{\"alg\":\"dir\"}",
                                      "{\"alg\":\"dir\"}\v"}) {
    EXPECT_EQ(refusal(text), Errc::malformed) << text;
  }
}

TEST(Header, RefusesARegisteredParameterThatIsNoString) {
  for (const std::string_view name : {"alg", "enc", "kid", "cty", "typ", "zip"}) {
    EXPECT_EQ(refusal("{\"" + std::string{name} + "\":7}"), Errc::malformed) << name;
  }
}

TEST(Header, IsBounded) {
  EXPECT_EQ(refusal("{\"kid\":\"" + std::string(kMaxHeaderOctets, 'x') + "\"}"), Errc::too_large);
  EXPECT_EQ(refusal("{\"x\":" + std::string(40, '[') + std::string(40, ']') + "}"),
            Errc::too_large);
}

TEST(Header, TheAbsentOneIsEmpty) {
  EXPECT_TRUE(Header{}.empty());
  EXPECT_TRUE(Header::of(Json::object()).value().empty());
  EXPECT_EQ(Header{}.text(), "");
  EXPECT_EQ(Header{}.json(), Json::object());
  EXPECT_THAT(Header{}.names(), ElementsAre());
}

TEST(Header, GrowsAtItsEnd) {
  const Header grown = header(R"({"z":"1", "alg":"dir" })").with("epk", Json({{"x", 1}})).value();
  EXPECT_EQ(grown.text(), R"({"z":"1", "alg":"dir" ,"epk":{"x":1}})");
  EXPECT_EQ(Header{}.with("a", "b").value().text(), R"({"a":"b"})");
  EXPECT_EQ(header("{ }").with("a", "b").value().text(), R"({ "a":"b"})");
  EXPECT_EQ(grown.with("alg", "dir").error().code, Errc::malformed);
}

// RFC 7515 and RFC 7516 clause 7.2.1: names must be disjoint.
TEST(Header, MergesWhenNamesAreDisjoint) {
  const Header left = header(R"({"alg":"dir"})");
  EXPECT_EQ(left.merged_with(header(R"({"kid":"k"})")).value().json(),
            Json({{"alg", "dir"}, {"kid", "k"}}));
  EXPECT_EQ(left.merged_with({}).value().text(), left.text());
  EXPECT_EQ(Header{}.merged_with(left).value().text(), left.text());
  EXPECT_EQ(left.merged_with(header(R"({"alg":"dir"})")).error().code, Errc::malformed);
}

TEST(PeekHeader, ReadsTheFirstPartOnly) {
  const std::string object = to_base64url(as_bytes(R"({"alg":"dir","kid":"k"})")) + ".x.y";
  EXPECT_EQ(peek_header(object).value().string("kid"), "k");
  EXPECT_EQ(peek_header("e30").error().code, Errc::malformed);
  EXPECT_EQ(peek_header("e30=.").error().code, Errc::malformed);
  EXPECT_EQ(peek_header(".").error().code, Errc::malformed);
}

}  // namespace
}  // namespace plumbline::jose
