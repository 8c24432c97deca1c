#include "serve/gemini_words.h"

#include <gtest/gtest.h>

namespace continuo::gemini {
namespace {

TEST(WithoutVocals, LeavesWhatThePlayersDo) {
  EXPECT_EQ(without_vocals("disco in A minor, drums and bass. Instrumental only, no vocals."),
            "disco in A minor, drums and bass.");
  EXPECT_EQ(without_vocals("Disco without any vocals, loud"), "Disco, loud");
  EXPECT_EQ(without_vocals("calm piano, no vocals or lyrics"), "calm piano");
  EXPECT_EQ(without_vocals("calm piano\nNo singing\nslow"), "calm piano\nslow");
  EXPECT_EQ(without_vocals("Instrumental only."), "");
  EXPECT_EQ(without_vocals("instrumental with no voices"), "");
}

TEST(WithoutVocals, LeavesEverythingElse) {
  for (const char* text :
       {"", "a choir with voices", "soft vocals", "no drums", "instrumental hip hop",
        "3.5 minutes of jazz", "female vocals and no drums", "drums and vocals",
        "\xc3\xbc"
        "berall, kein Gesang",
        ", ,", "x."}) {
    const std::string cut = without_vocals(text);
    EXPECT_EQ(cut, std::string(text) == ", ," ? "" : text);
  }
}

}  // namespace
}  // namespace continuo::gemini
