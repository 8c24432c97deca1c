#include "score/score.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "score/instrument.h"
#include "score/test_scores.h"

namespace continuo {
namespace {

Score bars_of(Metre metre, int bars, int bpm = 120) {
  Plan plan;
  plan.metre = metre;
  plan.bpm = bpm;
  plan.sections = {{SectionKind::kVerse, bars, 4, 4}};
  return blank_score(plan);
}

TEST(Score, BlankScoreFollowsThePlan) {
  Plan plan;
  plan.metre = {7, 8};
  plan.bpm = 90;
  plan.parts = {{0, Role::kChords}, {kDrumKit, Role::kDrums}};
  plan.sections = {{SectionKind::kIntro, 2, 1, 2}, {SectionKind::kChorus, 3, 6, 7}};
  const Score score = blank_score(plan);
  ASSERT_EQ(score.bars.size(), 5u);
  EXPECT_EQ(score.end(), 5 * 168);
  EXPECT_EQ(score.bars[3].section, SectionKind::kChorus);
  EXPECT_EQ(score.bars[3].bar_in_section, 1);
  EXPECT_EQ(score.bars[3].start, 3 * 168);
  EXPECT_EQ(score.bars[3].intensity, 6);
  EXPECT_EQ(score.bars[3].dynamics, 7);
  ASSERT_EQ(score.parts.size(), 2u);
  EXPECT_EQ(score.parts[1].role, Role::kDrums);
  EXPECT_EQ(score.note_count(), 0u);
  EXPECT_NEAR(score.seconds_at(score.end()), plan.seconds(), 1e-9);
}

TEST(Score, SecondsFollowTheTempos) {
  Score score = bars_of({4, 4}, 3, 120);
  score.bars[1].bpm = 60;
  EXPECT_DOUBLE_EQ(score.seconds_at(0), 0);
  EXPECT_DOUBLE_EQ(score.seconds_at(96), 1);
  EXPECT_DOUBLE_EQ(score.seconds_at(192), 2);
  EXPECT_DOUBLE_EQ(score.seconds_at(288), 4);
  EXPECT_DOUBLE_EQ(score.seconds_at(384), 6);
  EXPECT_DOUBLE_EQ(score.seconds_at(576), 8);
  EXPECT_DOUBLE_EQ(score.seconds_at(672), 9);
}

TEST(Score, PartsStayAscending) {
  Score score;
  score.part(40, Role::kLead).notes.push_back({0, 10, 60, 80});
  score.part(0, Role::kChords);
  score.part(kDrumKit, Role::kDrums);
  EXPECT_EQ(score.part(40, Role::kBass).role, Role::kLead);
  ASSERT_EQ(score.parts.size(), 3u);
  EXPECT_EQ(score.parts[0].program, 0);
  EXPECT_EQ(score.parts[1].program, 40);
  EXPECT_EQ(score.note_count(), 1u);
}

TEST(Score, TidyMergesAndClips) {
  Score score = bars_of({4, 4}, 1);
  score.parts = {
      {40, Role::kLead, {{96, 500, 62, 200}, {0, 10, 60, 40}, {0, 20, 60, 50}, {0, 5, 60, 45}}},
      {0, Role::kChords, {{-1, 10, 60, 80}, {192, 10, 60, 80}, {5, 0, 60, 0}}},
      {40, Role::kBass, {{0, 10, 50, 80}, {4, 4, 128, 80}}}};
  score.chords = {{96, 1, ChordQuality::kMajor, 1},
                  {0, 2, ChordQuality::kMajor, 2},
                  {96, 3, ChordQuality::kMajor, 3},
                  {192, 4, ChordQuality::kMajor, 4}};
  tidy(score);
  ASSERT_EQ(score.parts.size(), 2u);
  EXPECT_EQ(score.parts[0].notes, (std::vector<Note>{{5, 1, 60, 1}}));
  EXPECT_EQ(score.parts[1].role, Role::kLead);
  EXPECT_EQ(score.parts[1].notes,
            (std::vector<Note>{{0, 10, 50, 80}, {0, 20, 60, 50}, {96, 480, 62, 127}}));
  ASSERT_EQ(score.chords.size(), 2u);
  EXPECT_EQ(score.chords[0].root, 2);
  EXPECT_EQ(score.chords[1].root, 1);
}

TEST(Score, TidyIsIdempotent) {
  Rng rng(5);
  for (int i = 0; i < 200; ++i) {
    const Score score = random_test_score(rng);
    Score again = score;
    tidy(again);
    ASSERT_EQ(again, score);
  }
}

TEST(Score, DensityLevels) {
  // Notes a quarter note at the middle of each level, counted on 64 quarters.
  const double densities[] = {0.25, 0.7, 1.2, 2.2, 4, 7, 12, 20};
  for (int level = 0; level < kLevelCount; ++level) {
    Score score = bars_of({4, 4}, 16);
    auto& notes = score.part(0, Role::kLead).notes;
    notes.assign(static_cast<size_t>(densities[level] * 64), Note{});
    EXPECT_EQ(density_level(score), level);
  }
  EXPECT_EQ(density_level(Score{}), 0);
}

TEST(Score, BrightnessIsWeightedByLength) {
  const int pitches[] = {40, 50, 55, 60, 64, 69, 74, 80};
  for (int level = 0; level < kLevelCount; ++level) {
    Score score = bars_of({4, 4}, 4);
    score.part(0, Role::kLead).notes = {{0, 10, pitches[level], 80}};
    EXPECT_EQ(brightness_level(score), level);
  }
  Score score = bars_of({4, 4}, 4);
  score.part(0, Role::kLead).notes = {{0, 99, 40, 80}, {100, 1, 100, 80}};
  EXPECT_EQ(brightness_level(score), 0);
  score.part(kDrumKit, Role::kDrums).notes = {{0, 300, 81, 80}};
  EXPECT_EQ(brightness_level(score), 0);
  EXPECT_EQ(brightness_level(bars_of({4, 4}, 4)), Plan{}.brightness);
}

TEST(Chord, NamesAndTones) {
  EXPECT_EQ((Chord{0, 6, ChordQuality::kMinor7, 6}.name()), "F#m7");
  EXPECT_EQ((Chord{0, 0, ChordQuality::kMajor, 7}.name()), "C/G");
  EXPECT_EQ((Chord{0, 5, ChordQuality::kNone, 5}.name()), "N.C.");
  EXPECT_EQ((Chord{0, 0, ChordQuality::kDominant7, 0}.tones()), (std::vector<int>{0, 4, 7, 10}));
  const Chord g9{0, 7, ChordQuality::kDominant9, 7};
  for (int pitch : {55, 59, 62, 65, 69, 67, -5}) EXPECT_TRUE(g9.contains(pitch)) << pitch;
  for (int pitch : {56, 60, 61, 54}) EXPECT_FALSE(g9.contains(pitch)) << pitch;
  EXPECT_FALSE((Chord{0, 0, ChordQuality::kNone, 0}.contains(60)));
  for (int quality = 0; quality < kChordQualityCount; ++quality) {
    const auto& tones = Chord{0, 0, static_cast<ChordQuality>(quality), 0}.tones();
    EXPECT_TRUE(std::is_sorted(tones.begin(), tones.end()));
    EXPECT_EQ(tones.empty(), static_cast<ChordQuality>(quality) == ChordQuality::kNone);
  }
}

}  // namespace
}  // namespace continuo
