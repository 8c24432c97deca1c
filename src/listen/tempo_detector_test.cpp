#include "listen/tempo_detector.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "listen/test_scores.h"

namespace continuo {
namespace {

// Thirty seconds of eighths with some left out, beats stronger, onsets spread by 8 ms.
std::vector<Onset> played_eighths(double bpm, uint64_t seed) {
  Rng rng(seed);
  std::vector<Onset> onsets;
  const double eighth = 30 / bpm;
  for (int i = 0; i * eighth < 30; ++i) {
    const bool beat = i % 2 == 0;
    if (rng.chance(beat ? 0.1 : 0.4)) continue;
    onsets.push_back({1 + i * eighth + rng.normal(0, 0.008), beat ? 1.0 : 0.4});
  }
  return onsets;
}

TEST(TempoDetector, FindsTheTempoOfPlayedEighths) {
  int right = 0;
  int any_level = 0;
  int total = 0;
  for (int bpm = 52; bpm <= 190; bpm += 3) {
    const double heard = detect_tempo(played_eighths(bpm, static_cast<uint64_t>(bpm))).bpm;
    const TempoRelation relation = tempo_relation(bpm, heard, 0.01);
    right += relation == TempoRelation::kSame;
    any_level += relation != TempoRelation::kOther;
    ++total;
  }
  EXPECT_EQ(any_level, total);
  EXPECT_GE(right, total * 85 / 100) << right << " of " << total;
}

TEST(TempoDetector, DoesNotHearATempoThatIsNotThere) {
  // A grid at 100 bpm must not pass for 110, whatever the level.
  EXPECT_EQ(tempo_relation(110, detect_tempo(played_eighths(100, 1)).bpm, 0.03),
            TempoRelation::kOther);
}

TEST(TempoDetector, NeedsFourOnsets) {
  EXPECT_EQ(detect_tempo({}).bpm, 0);
  const std::vector<Onset> three{{0, 1}, {1, 1}, {2, 1}};
  EXPECT_EQ(detect_tempo(three).bpm, 0);
}

TEST(TempoDetector, TakesSecondsFromTheTempoMapAndMergesChords) {
  Score score = test::bars_of({4, 4}, 2, 60);
  test::add_part(score, 0,
                 {{0, 48, 60, 127}, {0, 48, 64, 127}, {48, 48, 60, 127}, {192, 48, 60, 64}});
  const std::vector<Onset> onsets = onsets_of(score);
  ASSERT_EQ(onsets.size(), 3u);
  EXPECT_NEAR(onsets[1].seconds, 1.0, 1e-9);
  EXPECT_NEAR(onsets[2].seconds, 4.0, 1e-9);
  EXPECT_NEAR(onsets[0].strength, std::sqrt(3.0), 1e-9);  // two notes of 0.5 + 1 second
  EXPECT_NEAR(onsets[1].strength, std::sqrt(1.5), 1e-9);
  EXPECT_LT(onsets[2].strength, onsets[1].strength);
}

TEST(TempoRelation, AllowsThreePerCentAndSevenLevels) {
  EXPECT_EQ(tempo_relation(100, 102.9, 0.03), TempoRelation::kSame);
  EXPECT_EQ(tempo_relation(100, 103.1, 0.03), TempoRelation::kOther);
  EXPECT_EQ(tempo_relation(100, 50.5, 0.03), TempoRelation::kOtherLevel);
  EXPECT_EQ(tempo_relation(90, 60, 0.03), TempoRelation::kOtherLevel);
  EXPECT_EQ(tempo_relation(60, 180, 0.03), TempoRelation::kOtherLevel);
  EXPECT_EQ(tempo_relation(100, 0, 0.03), TempoRelation::kOther);
}

}  // namespace
}  // namespace continuo
