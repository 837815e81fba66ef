#include "plumbline/core/cbor.hpp"

#include <gmock/gmock.h>

namespace plumbline {

namespace {

using testing::HasSubstr;

Error refusal(std::string_view hex, const JsonLimits& limits = {}) {
  const auto value = parse_cbor(from_hex(hex).value(), limits);
  return value ? fail(Errc::io, "was accepted") : value.error();
}

struct Known {
  std::string_view hex;
  std::string_view json;
};

// RFC 8949 appendix A.
constexpr Known kShortest[] = {
    {"00", "0"},
    {"1b000000e8d4a51000", "1000000000000"},
    {"1bffffffffffffffff", "18446744073709551615"},
    {"20", "-1"},
    {"3903e7", "-1000"},
    {"3b7fffffffffffffff", "-9223372036854775808"},
    {"fa47c35000", "100000.0"},
    {"fb3ff199999999999a", "1.1"},
    {"f4", "false"},
    {"f5", "true"},
    {"f6", "null"},
    {"60", R"("")"},
    {"62c3bc", R"("\u00fc")"},
    {"80", "[]"},
    {"8301820203820405", "[1,[2,3],[4,5]]"},
    {"a0", "{}"},
    {"a26161016162820203", R"({"a":1,"b":[2,3]})"},
};

TEST(Cbor, AgreesWithRfc8949InBothDirections) {
  for (const auto& [hex, json] : kShortest) {
    const Json value = parse_json(json).value();
    EXPECT_EQ(parse_cbor(from_hex(hex).value()).value(), value) << hex;
    EXPECT_EQ(to_hex(cbor_octets(value)), hex);
  }
}

TEST(Cbor, ReadsLongerForms) {
  const Known forms[] = {
      {"9f018202039f0405ffff", "[1,[2,3],[4,5]]"},
      {"bf61610161629f0203ffff", R"({"a":1,"b":[2,3]})"},
      {"7f657374726561646d696e67ff", R"("streaming")"},
      {"f93c00", "1.0"},
      {"1800", "0"},
  };
  for (const auto& [hex, json] : forms) {
    EXPECT_EQ(parse_cbor(from_hex(hex).value()).value(), parse_json(json).value()) << hex;
  }
}

TEST(Cbor, RefusesWhatJsonDoesNotHave) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"4101", "octet 0: a byte string"},
      {"815f4101ff", "octet 1: a byte string"},
      {"c074323031332d30332d32315432303a30343a30305a", "octet 0: a tag"},
      {"f7", "octet 0: a simple value"},
      {"e0", "octet 0: a simple value"},
      {"f820", "octet 0: a simple value"},
      {"f97c00", "a float that is not finite"},
      {"fb7ff8000000000000", "a float that is not finite"},
  };
  for (const auto& [hex, why] : cases) {
    const Error error = refusal(hex);
    EXPECT_EQ(error.code, Errc::unsupported) << hex;
    EXPECT_THAT(error.detail, HasSubstr(why)) << hex;
  }
}

TEST(Cbor, RefusesWhatIsMalformed) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", "no whole CBOR"},
      {"0000", "no whole CBOR"},
      {"8201", "no whole CBOR"},
      {"ff", "no whole CBOR"},
      {"a101", "no whole CBOR"},
      {"a10102", "no whole CBOR"},
      {"9bffffffffffffffff00", "no whole CBOR"},
      {"19ff", "octet 0: ends within a head"},
      {"1c", "octet 0: a reserved length"},
      {"6261", "octet 0: ends within a text"},
      {"7bffffffffffffffff61", "octet 0: ends within a text"},
      {"817f6161", "octet 1: ends within a text"},
      {"7f7f6161ffff", "octet 1: no text of definite length"},
      {"7f00ff", "octet 1: no text of definite length"},
      {"3b8000000000000000", "octet 0: an integer beyond 64 bits"},
      {"3bffffffffffffffff", "octet 0: an integer beyond 64 bits"},
      {"62c328", "text that is not UTF-8"},
      {"a162c32800", "a key that is not UTF-8"},
      {"a2616101616102", "duplicate member \"a\""},
  };
  for (const auto& [hex, why] : cases) {
    const Error error = refusal(hex);
    EXPECT_EQ(error.code, Errc::malformed) << hex;
    EXPECT_THAT(error.detail, HasSubstr(why)) << hex;
  }
}

TEST(Cbor, KeepsItsLimits) {
  EXPECT_EQ(refusal("83010203", {.octets = 3}).code, Errc::too_large);
  EXPECT_EQ(refusal("818180", {.depth = 2}).code, Errc::too_large);
  EXPECT_EQ(refusal("83010203", {.values = 2}).code, Errc::too_large);
}

// The library reads such text by recursion: a million octets would exhaust the stack.
TEST(Cbor, SurvivesMillionsOfNestedTexts) {
  const auto value = parse_cbor(Bytes(4'000'000, 0x7F));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, Errc::malformed);
}

TEST(Cbor, SurvivesMillionsOfNestedArrays) {
  const auto value = parse_cbor(Bytes(1'000'000, 0x81));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, Errc::too_large);
}

}  // namespace

}  // namespace plumbline
