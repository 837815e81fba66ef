#include "plumbline/onem2m/parameter_value.hpp"

#include <gtest/gtest.h>

namespace plumbline::onem2m {

namespace {

struct ValueCase {
  ValueType type;
  const char* value;
  bool conforms;
};

class Values : public testing::TestWithParam<ValueCase> {};

TEST_P(Values, AreChecked) {
  EXPECT_EQ(conforms(GetParam().type, GetParam().value), GetParam().conforms);
}

INSTANTIATE_TEST_SUITE_P(ParameterValue,
                         Values,
                         testing::Values(ValueCase{ValueType::text, "", true},
                                         ValueCase{ValueType::number, "0", true},
                                         ValueCase{ValueType::number, "4294967295", true},
                                         ValueCase{ValueType::number, "42949672950", false},
                                         ValueCase{ValueType::number, "", false},
                                         ValueCase{ValueType::number, "-1", false},
                                         ValueCase{ValueType::number_list, "2+3", true},
                                         ValueCase{ValueType::number_list, "2+", false},
                                         ValueCase{ValueType::number_list, "+2", false},
                                         ValueCase{ValueType::timestamp, "20260101T000000", true},
                                         ValueCase{ValueType::timestamp, "5000", false},
                                         ValueCase{ValueType::abs_rel_timestamp, "5000", true},
                                         ValueCase{ValueType::abs_rel_timestamp, "soon", false}));

TEST(ParameterValue, QueryFieldsHaveTypesAndAttributeFiltersHaveNone) {
  EXPECT_EQ(type_in_query("rcn"), ValueType::number);
  EXPECT_EQ(type_in_query("ty"), ValueType::number_list);
  EXPECT_EQ(type_in_query("e2e:kind"), std::nullopt);
}

TEST(ParameterValue, CleanTextIsUtf8WithoutControlCharacters) {
  EXPECT_TRUE(is_clean_text("a \xC3\xA9 \xF0\x9F\x98\x80"));
  EXPECT_FALSE(is_clean_text("a\nb"));
  EXPECT_FALSE(is_clean_text("\x7F"));
  EXPECT_FALSE(is_clean_text("\xC0\x80"));
  EXPECT_FALSE(is_clean_text("\xED\xA0\x80"));
}

}  // namespace

}  // namespace plumbline::onem2m
