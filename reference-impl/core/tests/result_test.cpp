#include "plumbline/core/result.hpp"

#include <gtest/gtest.h>

#include <set>

namespace plumbline {

namespace {

Result<int> half(int number) {
  if (number % 2 != 0) {
    return fail(Errc::invalid_value, "odd");
  }
  return number / 2;
}

Result<int> quarter(int number) {
  PLUMBLINE_TRY(const int once, half(number));
  return half(once);
}

TEST(Result, CarriesValueOrError) {
  EXPECT_EQ(quarter(12).value(), 3);
  const auto refused = quarter(6);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::invalid_value);
}

TEST(Result, ErrorRecordsWhereItWasRaised) {
  const Error error = fail(Errc::io, "disk");
  EXPECT_NE(std::string_view{error.where.file_name()}.find("result_test.cpp"),
            std::string_view::npos);
}

TEST(Result, TextHasCodeAndDetail) {
  EXPECT_EQ(to_string(fail(Errc::key_not_found, "no such kid")), "key_not_found: no such kid");
  EXPECT_EQ(to_string(fail(Errc::timed_out)), "timed_out");
}

TEST(Result, EveryCodeHasItsOwnName) {
  std::set<std::string_view> names;
  const int last = static_cast<int>(Errc::io);
  for (int code = 0; code <= last; ++code) {
    names.insert(name_of(static_cast<Errc>(code)));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(last) + 1);
  EXPECT_FALSE(names.contains("unknown"));
}

}  // namespace

}  // namespace plumbline
