#include "plumbline/core/bytes.hpp"

#include <gmock/gmock.h>

namespace plumbline {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Bytes, ViewsAndConcatenation) {
  EXPECT_EQ(as_text(as_bytes("a\xff")), "a\xff");
  EXPECT_THAT(concat({as_bytes("ab"), {}, as_bytes("c")}), ElementsAre('a', 'b', 'c'));
  EXPECT_THAT(concat({}), IsEmpty());
}

TEST(Hex, WritesBothCases) {
  const Bytes bytes{0x00, 0x9f, 0xa0, 0xff};
  EXPECT_EQ(to_hex(bytes), "009fa0ff");
  EXPECT_EQ(to_upper_hex(bytes), "009FA0FF");
  EXPECT_EQ(to_hex({}), "");
}

TEST(Hex, ReadsBothCases) {
  EXPECT_THAT(from_hex("009FaAff").value(), ElementsAre(0x00, 0x9f, 0xaa, 0xff));
  EXPECT_THAT(from_hex("").value(), IsEmpty());
}

TEST(Hex, RefusesOddLengthAndForeignCharacters) {
  EXPECT_EQ(from_hex("abc").error().code, Errc::malformed);
  for (const std::string_view text : {"0g", "g0", " 0", "0x", "0/", "0:", "0@", "0`", "0\xff"}) {
    EXPECT_EQ(from_hex(text).error().code, Errc::malformed) << text;
  }
  EXPECT_THAT(from_hex("00 1").error().detail, HasSubstr("offset 2"));
  EXPECT_THAT(from_hex("001z").error().detail, HasSubstr("offset 3"));
}

}  // namespace

}  // namespace plumbline
