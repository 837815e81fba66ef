#include "plumbline/core/json_reader.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <tuple>

namespace plumbline {

namespace {

using testing::ElementsAre;

TEST(JsonReader, ReadsEveryKind) {
  const Json object = Json::parse(
      R"({"s":"x","i":-3,"point_zero":2001.0,"t":true,"h":"0aFF","o":{"p":1},"l":[1],"any":null})");
  JsonReader reader{object, "top"};
  EXPECT_EQ(reader.string("s"), "x");
  EXPECT_EQ(reader.integer("i", -3, 3), -3);
  EXPECT_EQ(reader.integer("point_zero", 0, 3000), 2001);
  EXPECT_EQ(reader.optional_boolean("t"), true);
  EXPECT_THAT(reader.hex("h"), ElementsAre(0x0a, 0xff));
  EXPECT_EQ(reader.object("o").at("p"), 1);
  EXPECT_EQ(reader.array("l").size(), 1U);
  ASSERT_NE(reader.optional_any("any"), nullptr);
  EXPECT_TRUE(reader.optional_any("any")->is_null());
  EXPECT_TRUE(reader.finish());
}

TEST(JsonReader, AbsentOptionalMembersAreNoFault) {
  const Json object = Json::object();
  JsonReader reader{object, "top"};
  EXPECT_FALSE(reader.optional_string("s"));
  EXPECT_FALSE(reader.optional_integer("i", 0, 1));
  EXPECT_FALSE(reader.optional_boolean("t"));
  EXPECT_FALSE(reader.optional_hex("h"));
  EXPECT_EQ(reader.optional_object("o"), nullptr);
  EXPECT_EQ(reader.optional_array("l"), nullptr);
  EXPECT_EQ(reader.optional_any("any"), nullptr);
  EXPECT_TRUE(reader.finish());
}

using Read = std::function<void(JsonReader&)>;

struct Refusal {
  Read read;
  std::string_view detail;
  Errc code = Errc::malformed;
};

TEST(JsonReader, NamesTheMemberAndTheFault) {
  const Json object =
      Json::parse(R"({"n":7,"s":"x","big":18446744073709551615,"half":0.5,"null":null})");
  const Refusal refusals[] = {
      {[](JsonReader& r) { std::ignore = r.string("gone"); }, "ixit.tef.gone: is missing"},
      {[](JsonReader& r) { std::ignore = r.integer("gone", 0, 1); }, "ixit.tef.gone: is missing"},
      {[](JsonReader& r) { std::ignore = r.hex("gone"); }, "ixit.tef.gone: is missing"},
      {[](JsonReader& r) { std::ignore = r.object("gone"); }, "ixit.tef.gone: is missing"},
      {[](JsonReader& r) { std::ignore = r.array("gone"); }, "ixit.tef.gone: is missing"},
      {[](JsonReader& r) { std::ignore = r.string("n"); }, "ixit.tef.n: must be a string"},
      {[](JsonReader& r) { std::ignore = r.optional_string("null"); },
       "ixit.tef.null: must be a string"},
      {[](JsonReader& r) { std::ignore = r.integer("s", 0, 1); }, "ixit.tef.s: must be an integer"},
      {[](JsonReader& r) { std::ignore = r.integer("half", 0, 1); },
       "ixit.tef.half: must be an integer"},
      {[](JsonReader& r) { std::ignore = r.integer("n", 0, 6); },
       "ixit.tef.n: must be from 0 to 6",
       Errc::invalid_value},
      {[](JsonReader& r) { std::ignore = r.integer("n", 8, 9); },
       "ixit.tef.n: must be from 8 to 9",
       Errc::invalid_value},
      {[](JsonReader& r) { std::ignore = r.integer("big", -1, 9); },
       "ixit.tef.big: must be from -1 to 9",
       Errc::invalid_value},
      {[](JsonReader& r) { std::ignore = r.optional_boolean("n"); },
       "ixit.tef.n: must be true or false"},
      {[](JsonReader& r) { std::ignore = r.hex("s"); },
       "ixit.tef.s: hex text has an odd number of digits",
       Errc::invalid_value},
      {[](JsonReader& r) { std::ignore = r.object("n"); }, "ixit.tef.n: must be an object"},
      {[](JsonReader& r) { std::ignore = r.array("n"); }, "ixit.tef.n: must be an array"},
      {[](JsonReader& r) { r.refuse("n", "is unlucky", Errc::conflict); },
       "ixit.tef.n: is unlucky",
       Errc::conflict},
  };
  for (const auto& [read, detail, code] : refusals) {
    JsonReader reader{object, "ixit.tef"};
    read(reader);
    EXPECT_TRUE(reader.failed());
    const auto finished = reader.finish();
    ASSERT_FALSE(finished) << detail;
    EXPECT_EQ(finished.error().detail, detail);
    EXPECT_EQ(finished.error().code, code) << detail;
    EXPECT_EQ(reader.finish_lenient().error().detail, detail);
  }
}

TEST(JsonReader, KeepsTheFirstFailureAndYieldsDefaults) {
  const Json object{{"s", "x"}, {"n", 1}};
  JsonReader reader{object, "top"};
  EXPECT_EQ(reader.integer("s", 0, 1), 0);
  EXPECT_EQ(reader.string("s"), "");
  EXPECT_EQ(reader.integer("n", 0, 1), 0);
  EXPECT_TRUE(reader.array("gone").is_null());
  reader.refuse("n", "too late");
  EXPECT_EQ(reader.finish().error().detail, "top.s: must be an integer");
}

TEST(JsonReader, FindsUnreadMembers) {
  const Json object{{"a", 1}, {"$comment", "why"}, {"$comment 2", "why"}, {"sur\nprise", 2}};
  JsonReader reader{object, "top"};
  EXPECT_EQ(reader.integer("a", 0, 1), 1);
  EXPECT_TRUE(reader.finish_lenient());
  EXPECT_EQ(reader.finish().error().detail, "top: unknown member \"sur\\nprise\"");
  EXPECT_TRUE(reader.failed());
}

TEST(JsonReader, AdoptsTheFailureOfANestedReader) {
  const Json object{{"nested", {{"a", 1}}}};
  JsonReader reader{object, "top"};
  JsonReader nested{reader.object("nested"), "top.nested"};
  reader.adopt(nested.finish_lenient());
  EXPECT_FALSE(reader.failed());
  reader.adopt(nested.finish());
  EXPECT_EQ(reader.finish().error().detail, "top.nested: unknown member \"a\"");
}

TEST(JsonReader, AWholeDocumentHasNoPath) {
  const Json object{{"a", 1}};
  JsonReader reader{object, ""};
  EXPECT_EQ(reader.finish().error().detail, "unknown member \"a\"");
  JsonReader other{object, ""};
  other.refuse("a", "is odd");
  EXPECT_EQ(other.finish().error().detail, "a: is odd");
}

TEST(JsonReader, RefusesWhatIsNoObject) {
  for (const Json& value : {Json::array({1}), Json("x"), Json()}) {
    JsonReader reader{value, "top"};
    EXPECT_EQ(reader.string("a"), "");
    EXPECT_EQ(reader.optional_any("a"), nullptr);
    EXPECT_EQ(reader.finish().error().detail, "top: must be an object");
  }
}

}  // namespace

}  // namespace plumbline
