#include "plumbline/core/utf8.hpp"

#include <gtest/gtest.h>

namespace plumbline {

namespace {

TEST(IsUtf8, TakesEveryLengthOfCodePoint) {
  for (const std::string_view text : {"", "a", "\xc3\xa4", "\xe2\x82\xac", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(IsUtf8, RefusesWhatRfc3629Forbids) {
  for (const std::string_view text :
       {"\x80", "a\xc3", "\xc0\x80", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff"}) {
    EXPECT_FALSE(is_utf8(text));
  }
}

}  // namespace

}  // namespace plumbline
