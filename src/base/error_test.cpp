#include "base/error.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace continuo {
namespace {

TEST(Error, SaysWhereAndWhat) {
  const Error error(ErrorKind::kInput, "plan", "bpm: expected 20 to 300, found 7.");
  EXPECT_STREQ(error.what(), "[plan] bpm: expected 20 to 300, found 7.");
  EXPECT_EQ(error.where(), "plan");
  EXPECT_EQ(error.message(), "bpm: expected 20 to 300, found 7.");
}

TEST(Error, IsOneShortLineWhateverItQuotes) {
  try {
    fail(ErrorKind::kInput, "a\nb", "{}: {}", "\x1b[2J\r\n\xff", std::string(100'000, 'x'));
  } catch (const Error& error) {
    EXPECT_EQ(printable(error.what(), 10'000), error.what());
    EXPECT_LT(std::string(error.what()).size(), kLongestMessage_bytes + 100);
    EXPECT_TRUE(error.message().starts_with("?[2J???: xxx")) << error.message().substr(0, 30);
    EXPECT_EQ(error.where(), "a?b");
  }
}

}  // namespace
}  // namespace continuo
