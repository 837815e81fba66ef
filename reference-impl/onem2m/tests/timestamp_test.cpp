#include "plumbline/onem2m/timestamp.hpp"

#include <gtest/gtest.h>

namespace plumbline::onem2m {

namespace {

using namespace std::chrono_literals;

constexpr TimePoint kSome = std::chrono::sys_days{2024y / 2 / 29} + 23h + 59min + 8s;

TEST(Timestamp, WritesUtcWithMillisecondsWhenThereAreAny) {
  EXPECT_EQ(to_timestamp(kSome), "20240229T235908");
  EXPECT_EQ(to_timestamp(kSome + 7ms), "20240229T235908,007");
  EXPECT_EQ(to_timestamp(TimePoint{}), "19700101T000000");
}

TEST(Timestamp, ReadsWhatItWrites) {
  for (const TimePoint time : {kSome, kSome + 1ms, kSome + 990ms, TimePoint{}}) {
    EXPECT_EQ(from_timestamp(to_timestamp(time)).value(), time);
  }
}

TEST(Timestamp, ReadsUpToSixDigitsOfFraction) {
  EXPECT_EQ(from_timestamp("20240229T235908,").value(), kSome);
  EXPECT_EQ(from_timestamp("20240229T235908,5").value(), kSome + 500ms);
  EXPECT_EQ(from_timestamp("20240229T235908,123456").value(), kSome + 123ms);
}

TEST(Timestamp, RefusesEverythingElse) {
  for (const std::string_view text : {"",
                                      "20240229",
                                      "20240229T2359",
                                      "20240229t235908",
                                      "20230229T000000",
                                      "20240230T000000",
                                      "20241301T000000",
                                      "20240001T000000",
                                      "20240229T240000",
                                      "20240229T236000",
                                      "20240229T235960",
                                      "20240229T235908.5",
                                      "20240229T235908,1234567",
                                      "20240229T235908,x",
                                      "20240229T235908Z",
                                      "2024-2-29T235908",
                                      "+0240229T235908",
                                      " 20240229T235908"}) {
    const auto time = from_timestamp(text);
    ASSERT_FALSE(time) << text;
    EXPECT_EQ(time.error().code, Errc::malformed);
  }
}

TEST(AbsRelTimestamp, IsEitherForm) {
  EXPECT_EQ(from_abs_rel_timestamp("20240229T235908", TimePoint{}).value(), kSome);
  EXPECT_EQ(from_abs_rel_timestamp("1500", kSome).value(), kSome + 1500ms);
  EXPECT_EQ(from_abs_rel_timestamp("-1500", kSome).value(), kSome - 1500ms);
  EXPECT_EQ(from_abs_rel_timestamp("0", kSome).value(), kSome);
}

TEST(AbsRelTimestamp, RefusesWhatIsOutOfRange) {
  for (const std::string_view text : {"",
                                      "1.5",
                                      "1 ",
                                      "abc",
                                      "9223372036854775807",
                                      "-9223372036854775808",
                                      "9223372036854775808"}) {
    EXPECT_FALSE(from_abs_rel_timestamp(text, kSome)) << text;
  }
  const TimePoint last = from_timestamp("99991231T235959,999").value();
  EXPECT_EQ(from_abs_rel_timestamp("1", last - 1ms).value(), last);
  EXPECT_FALSE(from_abs_rel_timestamp("1", last));
}

}  // namespace

}  // namespace plumbline::onem2m
