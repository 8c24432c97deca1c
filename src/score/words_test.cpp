#include "score/words.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

TEST(Words, PlainWords) {
  EXPECT_EQ(plain_words("Lo-Fi  (hip_hop)"), "lo fi hip hop");
  EXPECT_EQ(plain_words("  F# minor, 7/8!"), "f# minor 7/8");
  EXPECT_EQ(plain_words("bandone\u00F3n"), "bandone\u00F3n");
  EXPECT_EQ(plain_words(" ,.- "), "");
}

TEST(Words, NearMatches) {
  const std::vector<std::string_view> names = {"violin", "viola", "piano", "violin", "marimba"};
  EXPECT_EQ(near_matches("viol", names), (std::vector<std::string>{"viola", "violin"}));
  EXPECT_EQ(near_matches("pinao", names), (std::vector<std::string>{"piano"}));
  EXPECT_EQ(near_matches("pinao", names, 0), (std::vector<std::string>{}));
  EXPECT_TRUE(near_matches("xyzzyx", names).empty());
  EXPECT_TRUE(near_matches("", names).empty());
}

}  // namespace
}  // namespace continuo
