#include "serve/gemini_song_form.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "serve/gemini_section_words.h"

namespace continuo::gemini {
namespace {

std::vector<SectionKind> kinds(const SongForm& form) {
  std::vector<SectionKind> found;
  for (const AskedSection& section : form.sections) found.push_back(section.kind);
  return found;
}

int bars_of(const std::vector<Section>& sections) {
  int bars = 0;
  for (const Section& section : sections) bars += section.bars;
  return bars;
}

TEST(SongForm, TimestampsAreSections) {
  const SongForm form = read_song_form(
      "A dreamy lo-fi track.\n"
      "[0:00 - 0:10] Intro: a lone soft piano\n"
      "[0:10 - 0:30] Verse 1: drums and bass enter\n"
      "[0:30 \xe2\x80\x93 1:00] Chorus: full band, loud and powerful");
  ASSERT_EQ(form.sections.size(), 3u);
  EXPECT_EQ(kinds(form), (std::vector<SectionKind>{SectionKind::kIntro, SectionKind::kVerse,
                                                   SectionKind::kChorus}));
  EXPECT_EQ(form.sections[1].name, "Verse 1");
  EXPECT_EQ(form.sections[1].begin_s, 10);
  EXPECT_EQ(form.sections[1].end_s, 30);
  EXPECT_EQ(form.seconds, 60);
  EXPECT_LT(form.sections[0].intensity, form.sections[1].intensity);
  EXPECT_LT(form.sections[1].intensity, form.sections[2].intensity);
  EXPECT_LT(form.sections[0].dynamics, form.sections[2].dynamics);
  EXPECT_EQ(form.words, "A dreamy lo-fi track. piano, drums, bass");
  // Sections alone are all that is said.
  EXPECT_EQ(read_song_form("[0:00 - 0:10] Intro: a lone soft piano").words, "a lone soft piano");
}

TEST(SongForm, OtherWaysToWriteTimes) {
  for (const char* text :
       {"[0:00-0:20] quiet intro, [0:20-0:45] drums enter", "(0:00 - 0:20) quiet (0:20-0:45) drums",
        "[0.0 - 20.0] quiet [20 - 45] drums", "[00:00 to 00:20] quiet\n[00:20 to 00:45] drums",
        "[0:20 - 0:45] drums\n[0:00 - 0:20] quiet", "[0:00] quiet [0:20 - 0:45] drums",
        "[0s - 20s] quiet [20s - 45s] drums"}) {
    const SongForm form = read_song_form(text);
    ASSERT_EQ(form.sections.size(), 2u) << text;
    EXPECT_EQ(form.sections[0].begin_s, 0) << text;
    EXPECT_EQ(form.sections[0].end_s, 20) << text;
    EXPECT_EQ(form.sections[1].end_s, 45) << text;
    EXPECT_EQ(form.seconds, 45) << text;
  }
  EXPECT_EQ(read_song_form("[1:02.5 - 1:10] x").sections[0].begin_s, 62.5);
}

TEST(SongForm, TagsAreSectionsAndLyricsAreNotDirections) {
  const SongForm form = read_song_form(
      "An indie rock song with the following lyrics:\n"
      "[Intro]\n[Verse 1: soft, only guitar]\nThe crash of cymbals in the night\nmassive huge "
      "epic\n"
      "[Pre-Chorus]\nla la\n[Chorus] (explosive)\nOh oh\n(hushed)\n[Guitar Solo]\n[Outro]\nbye");
  EXPECT_EQ(kinds(form), (std::vector<SectionKind>{SectionKind::kIntro, SectionKind::kVerse,
                                                   SectionKind::kPreChorus, SectionKind::kChorus,
                                                   SectionKind::kSolo, SectionKind::kOutro}));
  EXPECT_TRUE(form.has_lyrics);
  EXPECT_EQ(form.words.find("cymbals"), std::string::npos);
  EXPECT_EQ(form.words.find("massive"), std::string::npos);
  EXPECT_NE(form.words.find("An indie rock song"), std::string::npos);
  EXPECT_NE(form.words.find("guitar"), std::string::npos);
  EXPECT_EQ(form.words.find("explosive"), std::string::npos);
  EXPECT_LT(form.sections[1].intensity, 4);
  EXPECT_EQ(form.sections[1].name, "Verse 1");
  EXPECT_FALSE(form.seconds);
}

TEST(SongForm, LyricsWithoutTagsAreNotRead) {
  const SongForm form =
      read_song_form("A 2-minute folk song. Lyrics: I walked alone for thirty seconds\nfar away");
  EXPECT_EQ(form.words, "A 2-minute folk song.");
  EXPECT_TRUE(form.has_lyrics);
  EXPECT_EQ(form.seconds, 120);
}

TEST(SongForm, LengthsInWords) {
  EXPECT_EQ(read_song_form("create a 2-minute song").seconds, 120);
  EXPECT_EQ(read_song_form("90 seconds of calm piano").seconds, 90);
  EXPECT_FALSE(read_song_form("a song").seconds);
}

TEST(SongForm, BracketsThatMeanNothingStay) {
  for (const char* text :
       {"[loud] drums", "jazz (in 7/4)", "[", "(((", "[]", "[ - ]", "[0:99 - 1:00] x",
        "[1:00 - 0:30] x", "[a:b - c:d]", "music [", "(2:3)x["}) {
    const SongForm form = read_song_form(text);
    EXPECT_LE(form.sections.size(), 1u) << text;
    EXPECT_FALSE(form.seconds && *form.seconds <= 0) << text;
  }
  EXPECT_EQ(read_song_form("[loud] drums").words, "[loud] drums");
}

TEST(SongForm, BracketsWithinBracketsAreReadOnce) {
  EXPECT_EQ(read_song_form("[Verse]\n(((soft) la la (strings)").sections.at(0).words,
            "((soft, strings");
}

TEST(SongForm, HostileTextsEnd) {
  for (const std::string& piece : {std::string("[0:00 - 0:01] a "), std::string("[Verse] "),
                                   std::string("["), std::string("(x) [Chorus")}) {
    std::string text;
    while (text.size() < 60000) text += piece;
    const SongForm form = read_song_form(text);
    EXPECT_LE(form.sections.size(), 64u);
    EXPECT_LE(form.words.size(), 2 * text.size());
  }
}

TEST(SectionsInBars, StampsFallOnTheNearestBarLines) {
  const std::vector<AskedSection> asked =
      read_song_form("[0:00 - 0:10] Intro\n[0:10 - 0:37] Verse\n[0:37 - 1:00] Outro").sections;
  for (const double bar_s : {1.2, 2.0, 2.61, 3.4}) {
    const std::vector<Section> sections = sections_in_bars(asked, 59, bar_s);
    ASSERT_EQ(sections.size(), 3u);
    EXPECT_EQ(bars_of(sections), static_cast<int>(59 / bar_s));
    EXPECT_NEAR(sections[0].bars * bar_s, 10, bar_s / 2 + 1e-9);
    EXPECT_NEAR((sections[0].bars + sections[1].bars) * bar_s, 37, bar_s / 2 + 1e-9);
  }
}

TEST(SectionsInBars, TagsShareTheTime) {
  const std::vector<AskedSection> asked =
      read_song_form("[Intro]\n[Verse]\n[Chorus]\n[Verse]\n[Chorus]\n[Outro]").sections;
  for (const double seconds : {29.0, 60.0, 119.0, 179.0}) {
    const std::vector<Section> sections = sections_in_bars(asked, seconds, 2.0);
    ASSERT_EQ(sections.size(), 6u);
    EXPECT_EQ(bars_of(sections), static_cast<int>(seconds / 2));
    EXPECT_GT(sections[2].bars, sections[0].bars);
  }
}

TEST(SectionsInBars, TooLittleTimeAndTooMuch) {
  std::vector<AskedSection> many(64);
  EXPECT_EQ(bars_of(sections_in_bars(many, 20, 2.0)), 10);
  EXPECT_EQ(bars_of(sections_in_bars(many, 0.5, 2.0)), 1);
  const std::vector<Section> one = sections_in_bars({AskedSection{}}, 180, 0.5);
  EXPECT_EQ(bars_of(one), 360);
  for (const Section& section : one) EXPECT_LE(section.bars, kMaxSectionBars);
  EXPECT_EQ(bars_of(sections_in_bars({AskedSection{}}, 1e9, 0.1)), kMaxPlanBars);
}

TEST(LevelsOf, KindsAndWords) {
  EXPECT_LT(levels_of(SectionKind::kIntro, "").intensity,
            levels_of(SectionKind::kVerse, "").intensity);
  EXPECT_LT(levels_of(SectionKind::kVerse, "").intensity,
            levels_of(SectionKind::kChorus, "").intensity);
  for (const char* quiet : {"soft", "calm", "quiet and sparse", "fading", "a gentle piano alone"})
    EXPECT_LT(levels_of(SectionKind::kChorus, quiet).intensity, 4) << quiet;
  for (const char* loud : {"explosive", "climax", "full band", "energetic", "loud and busy"})
    EXPECT_GT(levels_of(SectionKind::kIntro, loud).intensity, 4) << loud;
  // Words within words do not count.
  EXPECT_EQ(levels_of(SectionKind::kVerse, "softwood peakless").intensity,
            levels_of(SectionKind::kVerse, "").intensity);
}

}  // namespace
}  // namespace continuo::gemini
