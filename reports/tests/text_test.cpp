#include "text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plumbline::reports {
namespace {

TEST(Visible, SpellsOutWhatMovesACursorOrTurnsALine) {
  EXPECT_EQ(visible("a\x1b[2Jb"), "a\\u001b[2Jb");
  EXPECT_EQ(visible("\u202Eevil\u200B"), "\\u202eevil\\u200b");
  EXPECT_EQ(visible("\u0085\u2066\U000E0041"), "\\u0085\\u2066\\ue0041");
  EXPECT_EQ(visible(std::string_view{"\0\r", 2}), "\\u0000\\u000d");
}

TEST(Visible, LeavesTextAlone) {
  const std::string text = "21.5 °C\tzwölf 🔒\n";
  EXPECT_EQ(visible(text), text);
}

TEST(Visible, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(visible("a\xff"), "a\uFFFD");
  EXPECT_EQ(visible("\xc0\x80"), "\uFFFD\uFFFD");                      // overlong
  EXPECT_EQ(visible("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");            // surrogate
  EXPECT_EQ(visible("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
  EXPECT_EQ(visible("\xe2\x82"), "\uFFFD\uFFFD");                      // cut short
}

TEST(Clipped, CutsBetweenCharacters) {
  EXPECT_EQ(clipped("abc", 3), "abc");
  EXPECT_EQ(clipped("äöü", 3), "ä… (6 octets)");
}

TEST(Cut, CountsCharactersNotOctets) {
  EXPECT_EQ(columns_of("✔ 12"), 4U);
  EXPECT_EQ(cut("✔✘x", 2), "✔✘");
  EXPECT_EQ(cut("ab", 9), "ab");
  EXPECT_EQ(cut("ab", 0), "");
}

TEST(Escaped, LeavesNoMarkup) {
  EXPECT_EQ(escaped("<a b=\"c\">&"), "&lt;a b=&quot;c&quot;&gt;&amp;");
}

}  // namespace
}  // namespace plumbline::reports
