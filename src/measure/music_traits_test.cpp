#include "measure/music_traits.h"

#include <gtest/gtest.h>

#include <numeric>

#include "score/instrument.h"

namespace continuo {
namespace {

Score bars(int count) {
  Score score;
  for (int i = 0; i < count; ++i) {
    Bar bar;
    bar.start = i * 192;
    score.bars.push_back(bar);
  }
  return score;
}

const std::vector<double>& trait(const MusicTraits& traits, MusicTrait which) {
  return traits[static_cast<size_t>(which)];
}

TEST(MusicTraits, OfFourNotesByHand) {
  Score score = bars(1);
  score.plan.key = {2, Mode::kMajor};  // D
  Part flute{
      73, Role::kLead, {{0, 48, 62, 80}, {48, 24, 66, 80}, {72, 24, 69, 80}, {96, 96, 62, 80}}};
  Part bass{33, Role::kBass, {{0, 96, 38, 80}, {96, 96, 43, 80}}};
  score.parts = {bass, flute};
  const MusicTraits traits = music_traits(score);
  const auto& classes = trait(traits, MusicTrait::kPitchClasses);
  ASSERT_EQ(classes.size(), 12u);
  EXPECT_NEAR(classes[0], 3.0 / 6, 1e-12);  // D
  EXPECT_NEAR(classes[4], 1.0 / 6, 1e-12);  // F#
  EXPECT_NEAR(classes[5], 1.0 / 6, 1e-12);  // the bass's G
  EXPECT_NEAR(classes[7], 1.0 / 6, 1e-12);  // A
  const auto& steps = trait(traits, MusicTrait::kIntervals);
  ASSERT_EQ(steps.size(), 25u);
  EXPECT_NEAR(steps[12 + 4], 0.25, 1e-12);
  EXPECT_NEAR(steps[12 + 3], 0.25, 1e-12);
  EXPECT_NEAR(steps[12 - 7], 0.25, 1e-12);
  EXPECT_NEAR(steps[12 + 5], 0.25, 1e-12);
  const auto& times = trait(traits, MusicTrait::kInterOnsets);
  EXPECT_NEAR(times[3], 0.5, 1e-12);   // two eighths
  EXPECT_NEAR(times[6], 0.25, 1e-12);  // a quarter
  EXPECT_NEAR(times[9], 0.25, 1e-12);  // the bass's half
  EXPECT_NEAR(trait(traits, MusicTrait::kPolyphony)[0], 2, 1e-12);
  // D over D, F# over D, A over D: 1 each; D over G, a fifth: 1.
  EXPECT_NEAR(trait(traits, MusicTrait::kConsonance)[0], 1, 1e-12);
  // Too few bars to be like others.
  EXPECT_TRUE(trait(traits, MusicTrait::kSelfSimilarity).empty());
}

TEST(MusicTraits, ConsonanceFallsWithSeconds) {
  Score score = bars(1);
  Part flute{73, Role::kLead, {{0, 48, 61, 80}, {48, 48, 64, 80}, {96, 48, 65, 80}}};
  Part organ{19, Role::kPad, {{0, 192, 60, 80}}};
  score.parts = {organ, flute};
  // A second, a third, a fourth.
  EXPECT_NEAR(trait(music_traits(score), MusicTrait::kConsonance)[0], 0, 1e-12);
}

TEST(MusicTraits, SelfSimilarityShowsThePeriod) {
  Score score = bars(16);
  Part piano;
  for (int bar = 0; bar < 16; ++bar)
    piano.notes.push_back({bar * 192 + (bar % 2) * 48, 40, 60 + 3 * (bar % 2), 80});
  score.parts = {piano};
  const std::vector<double> likeness = trait(music_traits(score), MusicTrait::kSelfSimilarity);
  ASSERT_EQ(likeness.size(), 8u);
  for (size_t i = 0; i < 8; ++i) EXPECT_NEAR(likeness[i], i % 2 == 1 ? 1 : 0, 1e-12) << i;
}

TEST(MusicTraits, DrumsHaveRhythmAlone) {
  Score score = bars(10);
  Part kit{kDrumKit, Role::kDrums, {}};
  for (int i = 0; i < 80; ++i) kit.notes.push_back({i * 24, 10, i % 2 == 0 ? 36 : 42, 80});
  score.parts = {kit};
  const MusicTraits traits = music_traits(score);
  EXPECT_TRUE(trait(traits, MusicTrait::kPitchClasses).empty());
  EXPECT_TRUE(trait(traits, MusicTrait::kIntervals).empty());
  EXPECT_TRUE(trait(traits, MusicTrait::kPolyphony).empty());
  EXPECT_TRUE(trait(traits, MusicTrait::kConsonance).empty());
  EXPECT_NEAR(trait(traits, MusicTrait::kInterOnsets)[3], 1, 1e-12);
  EXPECT_NEAR(trait(traits, MusicTrait::kGroove)[0], 1, 1e-12);
  EXPECT_NEAR(trait(traits, MusicTrait::kSelfSimilarity)[0], 1, 1e-12);
}

TEST(MusicTraits, OfNothingAreNone) {
  for (const auto& values : music_traits(Score{})) EXPECT_TRUE(values.empty());
  for (const auto& values : music_traits(bars(20))) EXPECT_TRUE(values.empty());
}

}  // namespace
}  // namespace continuo
