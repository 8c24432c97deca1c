#include "prompt/prompt_words.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

std::vector<std::string> texts(std::string_view prompt) {
  std::vector<std::string> result;
  for (const PromptWord& word : prompt_words(prompt)) result.push_back(word.text);
  return result;
}

using Texts = std::vector<std::string>;

TEST(PromptWords, CaseAccentsAndWidthsAreFolded) {
  EXPECT_EQ(texts("Flügel RÉ Bandoneón Größe"), (Texts{"flugel", "re", "bandoneon", "grosse"}));
  EXPECT_EQ(texts("e\xCC\x81tude"), Texts{"etude"});
  EXPECT_EQ(texts("ЁЛКА Йод"), (Texts{"елка", "иод"}));
  EXPECT_EQ(texts("１２０ＢＰＭ"), (Texts{"120", "bpm"}));
  EXPECT_EQ(texts("鋼琴"), texts("钢琴"));
}

TEST(PromptWords, NumbersStandApartFromWhatFollowsThem) {
  EXPECT_EQ(texts("120bpm 7/8-Takt 80s dx7 b3"),
            (Texts{"120", "bpm", "7/8", "takt", "80", "s", "dx7", "b3"}));
  EXPECT_EQ(texts("24/7/2024"), (Texts{"24/7", "2024"}));
  EXPECT_EQ(texts("a/b 3 / 4"), (Texts{"a", "b", "3", "4"}));
}

TEST(PromptWords, SignsBelongToTheirNote) {
  EXPECT_EQ(texts("F# B♭ C#m Bb #1 fa#"), (Texts{"f#", "bb", "c#m", "bb", "1", "fa", "#"}));
  EXPECT_EQ(texts("drum & bass, R&B"), (Texts{"drum", "and", "bass", "r", "and", "b"}));
}

TEST(PromptWords, PlacesAndBreaks) {
  const std::string prompt = "Es-Dur, Klavier";
  const auto words = prompt_words(prompt);
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(prompt.substr(words[2].begin, words[2].end - words[2].begin), "Klavier");
  EXPECT_TRUE(words[0].after_break);
  EXPECT_FALSE(words[1].after_break);
  EXPECT_TRUE(words[1].after_hyphen);
  EXPECT_TRUE(words[2].after_break);
  EXPECT_TRUE(words[2].capital);
}

TEST(PromptWords, NoBytesAreTooStrange) {
  EXPECT_TRUE(texts("").empty());
  EXPECT_TRUE(texts("\xF0\x9F\x8E\xB9 \xFF\xFE \xC3").empty());
  EXPECT_EQ(texts(std::string_view("a\0b", 3)), (Texts{"a", "b"}));
  EXPECT_LE(prompt_words(std::string(1 << 20, 'a') + " b").size(), 1u);
}

TEST(PromptWords, GapsBecomeEnglishPunctuation) {
  EXPECT_EQ(plain_gap("，"), ", ");
  EXPECT_EQ(plain_gap(" - "), " - ");
  EXPECT_EQ(plain_gap("\xF0\x9F\x8E\xB9"), " ");
}

}  // namespace
}  // namespace continuo
