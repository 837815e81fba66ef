#include "target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace plumbline::adapters::http {
namespace {

using testing::HasSubstr;

struct TargetPair {
  const char* to;
  const char* path;
};

class Targets : public testing::TestWithParam<TargetPair> {};

// TS-0009 clause 6.2.2.1
TEST_P(Targets, StandInTheUriAsPrinted) {
  EXPECT_EQ(path_of(GetParam().to), GetParam().path);
  const auto to = to_of(GetParam().path);
  ASSERT_TRUE(to);
  EXPECT_EQ(to.value(), GetParam().to);
}

INSTANTIATE_TEST_SUITE_P(Target,
                         Targets,
                         testing::Values(TargetPair{"cse/ae/cnt", "/cse/ae/cnt"},
                                         TargetPair{"-", "/-"},
                                         TargetPair{"/cse-a/cse/ae", "/~/cse-a/cse/ae"},
                                         TargetPair{"//sp.example/cse-a/-",
                                                    "/_/sp.example/cse-a/-"},
                                         TargetPair{"~x/y", "/~x/y"},
                                         TargetPair{"~/y", "/%7E/y"},
                                         TargetPair{"_", "/%5F"},
                                         TargetPair{"a b?c#d", "/a%20b%3Fc%23d"},
                                         TargetPair{"\xC3\xA9", "/%C3%A9"}));

class RefusedTargets : public testing::TestWithParam<const char*> {};

TEST_P(RefusedTargets, AreMalformed) {
  const auto to = to_of(GetParam());
  ASSERT_FALSE(to);
  EXPECT_EQ(to.error().code, Errc::malformed);
  EXPECT_THAT(to.error().detail, HasSubstr("target"));
}

INSTANTIATE_TEST_SUITE_P(Target,
                         RefusedTargets,
                         testing::Values("",
                                         "/",
                                         "*",
                                         "cse",
                                         "/a%",
                                         "/a%4",
                                         "/a%4g",
                                         "/a%0Ab",
                                         "/a%00",
                                         "/a%7F",
                                         "/%FF",
                                         "/%C0%80",
                                         "/%ED%A0%80",
                                         "/%F4%90%80%80",
                                         "/%E2%82",
                                         "http://host"));

TEST(Target, MayBeInAbsoluteForm) {
  EXPECT_EQ(to_of("http://cse.example:8080/~/cse-a/cse").value(), "/cse-a/cse");
}

TEST(Query, KeepsThePlusOfAList) {
  const onem2m::Parameters parameters{{"atrl", "lbl+acpi"}, {"e2e:kind", "a&b=c d"}};
  const auto text = query_of(parameters);
  EXPECT_EQ(text, "?atrl=lbl+acpi&e2e:kind=a%26b%3Dc%20d");
  const auto parsed = parse_query(std::string_view{text}.substr(1));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed.value(), parameters);
}

TEST(Query, OfNothingIsNothing) {
  EXPECT_EQ(query_of({}), "");
  EXPECT_TRUE(parse_query("").value().empty());
}

struct RefusedQuery {
  const char* query;
  const char* named;
};

class RefusedQueries : public testing::TestWithParam<RefusedQuery> {};

TEST_P(RefusedQueries, NameTheField) {
  const auto parsed = parse_query(GetParam().query);
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(Query,
                         RefusedQueries,
                         testing::Values(RefusedQuery{"rcn", "rcn"},
                                         RefusedQuery{"=1", "=1"},
                                         RefusedQuery{"rcn=1&&lbl=a", "''"},
                                         RefusedQuery{"rcn=x", "rcn"},
                                         RefusedQuery{"rcn=-1", "rcn"},
                                         RefusedQuery{"rcn=99999999999", "rcn"},
                                         RefusedQuery{"ty=2+", "ty"},
                                         RefusedQuery{"ty=2,3", "ty"},
                                         RefusedQuery{"cra=2026-01-01", "cra"},
                                         RefusedQuery{"rcn=1&rcn=2", "rcn"},
                                         RefusedQuery{"lbl=%zz", "lbl"},
                                         RefusedQuery{"%C3=1", "%C3"}));

TEST(Query, IsBounded) {
  std::string query;
  for (int i = 0; i < 65; ++i) {
    query += "n" + std::to_string(i) + "=1&";
  }
  query.pop_back();
  const auto parsed = parse_query(query);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Errc::too_large);
}

std::string random_text(std::mt19937& random, std::size_t least) {
  static const std::vector<std::string> kPieces{"a",
                                                "Z",
                                                "0",
                                                "-",
                                                ".",
                                                "_",
                                                "~",
                                                "/",
                                                "?",
                                                "#",
                                                "%",
                                                "&",
                                                "=",
                                                "+",
                                                " ",
                                                "\"",
                                                "<",
                                                ":",
                                                "\xC3\xA9",
                                                "\xE2\x82\xAC",
                                                "\xF0\x9F\x98\x80"};
  std::string text;
  const auto count = least + random() % 12;
  for (std::size_t i = 0; i < count; ++i) {
    text += kPieces[random() % kPieces.size()];
  }
  return text;
}

TEST(Target, SurvivesTheWayThereAndBack) {
  std::mt19937 random{20260101};
  for (int i = 0; i < 5000; ++i) {
    auto to = random_text(random, 1);
    const auto path = path_of(to);
    EXPECT_THAT(path, testing::Not(testing::MatchesRegex(".*[ ?#].*")));
    if (path == "/~/" || path == "/_/" || to.starts_with("///")) {
      continue;  // no M2M address: the root of every CSE, or an empty service provider
    }
    const auto back = to_of(path);
    ASSERT_TRUE(back) << path;
    EXPECT_EQ(back.value(), to) << path;
  }
}

TEST(Query, SurvivesTheWayThereAndBack) {
  std::mt19937 random{20260102};
  for (int i = 0; i < 2000; ++i) {
    onem2m::Parameters parameters;
    for (std::size_t n = random() % 5; n > 0; --n) {
      parameters.emplace("x" + random_text(random, 0), random_text(random, 0));
    }
    const auto text = query_of(parameters);
    const auto back = parse_query(std::string_view{text}.substr(text.empty() ? 0 : 1));
    ASSERT_TRUE(back) << text;
    EXPECT_EQ(back.value(), parameters) << text;
  }
}

}  // namespace
}  // namespace plumbline::adapters::http
