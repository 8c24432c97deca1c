#include "base/text.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

TEST(Text, JoinsWithOr) {
  EXPECT_EQ(joined_with_or({}), "");
  EXPECT_EQ(joined_with_or({"a"}), "a");
  EXPECT_EQ(joined_with_or({"a", "b", "c"}), "a, b or c");
}

TEST(Text, ReplacesEachPattern) {
  EXPECT_EQ(replaced("", "a", "b"), "");
  EXPECT_EQ(replaced("aaa", "aa", "b"), "ba");
  EXPECT_EQ(replaced("a.b.", ".", ".."), "a..b..");
  EXPECT_EQ(replaced("abab", "ab", ""), "");
}

TEST(Text, KnowsUtf8FromOtherBytes) {
  for (const char* text :
       {"", "plain", "caf\xC3\xA9", "\xE6\x97\xA5\xE6\x9C\xAC", "\xF0\x9F\x8E\xB5"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
  for (const char* bytes : {"caf\xE9", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\x80",
                            "\xF4\x90\x80\x80", "\xFF", "\xF0\x9F\x8E"}) {
    EXPECT_FALSE(is_utf8(bytes)) << bytes;
  }
}

TEST(Text, ShowsWhatStrangersWroteWithoutObeyingIt) {
  EXPECT_EQ(printable("cc-by-nc-4.0"), "cc-by-nc-4.0");
  EXPECT_EQ(printable("a\x1b[2Jb\r\nc\x7f"), "a?[2Jb??c?");
  EXPECT_EQ(printable("caf\xC3\xA9 \xC2\x9B"), "caf\xC3\xA9 ?");  // U+009B begins a command, too
  EXPECT_EQ(printable("caf\xE9"), "caf?");
  EXPECT_EQ(printable("12345", 5), "12345");
  EXPECT_EQ(printable("123456", 5), "12345...");
  EXPECT_EQ(printable("1234\xC3\xA9", 5), "1234...");
}

}  // namespace
}  // namespace continuo
