#include "base/text.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

TEST(Text, JoinsWithOr) {
  EXPECT_EQ(joined_with_or({}), "");
  EXPECT_EQ(joined_with_or({"a"}), "a");
  EXPECT_EQ(joined_with_or({"a", "b", "c"}), "a, b or c");
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

}  // namespace
}  // namespace continuo
