#include "listen/analysis.h"

#include <gtest/gtest.h>

#include <cmath>

#include "listen/test_scores.h"

namespace continuo {
namespace {

using test::add_part;
using test::bars_of;

TEST(Analysis, CountsByHand) {
  Score score = bars_of({4, 4}, 4, 120);
  // Bar 1 and 2 sound (the last note reaches into bar 2), 3 and 4 are empty.
  add_part(score, 0, {{0, 96, 60, 80}, {0, 96, 64, 90}, {96, 192, 67, 80}});
  const ScoreAnalysis analysis = analyse(score);
  ASSERT_EQ(analysis.parts.size(), 1u);
  const PartAnalysis& part = analysis.parts[0];
  EXPECT_EQ(part.notes, 3u);
  EXPECT_EQ(part.distinct_velocities, 2);
  EXPECT_DOUBLE_EQ(part.empty_bars, 0.5);
  EXPECT_DOUBLE_EQ(part.polyphony_mean, (96 * 2 + 192) / 288.0);
  EXPECT_EQ(part.polyphony_most, 2);
  EXPECT_EQ(part.lowest, 60);
  EXPECT_EQ(part.highest, 67);
  EXPECT_DOUBLE_EQ(part.out_of_range, 0);
  EXPECT_DOUBLE_EQ(analysis.notes_per_quarter, 3.0 / 16);
  EXPECT_NEAR(analysis.seconds, 8.0, 1e-9);
  EXPECT_NEAR(analysis.notes_per_second, 3.0 / 8, 1e-9);
  EXPECT_NEAR(analysis.mean_velocity, 250.0 / 3, 1e-9);
  EXPECT_DOUBLE_EQ(analysis.empty_bars, 0.5);
  EXPECT_NEAR(analysis.pitch_class_entropy, 1.5, 1e-9);  // shares 1/4, 1/4, 1/2
}

TEST(Analysis, TimingSpreadIsTheDeviationFromTheGrid) {
  Score score = bars_of({4, 4}, 8);
  std::vector<Note> straight;
  std::vector<Note> loose;
  for (int i = 0; i < 32; ++i) {
    straight.push_back({i * 24, 12, 60, 80});
    loose.push_back({48 + i * 24 + (i % 2 == 0 ? 2 : -2), 12, 60, 80});
  }
  add_part(score, 0, straight);
  add_part(score, 40, loose);
  const ScoreAnalysis analysis = analyse(score);
  EXPECT_DOUBLE_EQ(analysis.parts[0].timing_spread_ticks, 0);
  EXPECT_DOUBLE_EQ(analysis.parts[1].timing_spread_ticks, 2);
  EXPECT_DOUBLE_EQ(analysis.timing_spread_ticks, 1);
}

TEST(Analysis, FindsNotesBeyondAnInstrument) {
  Score score = bars_of({4, 4}, 1);
  add_part(score, 40, {{0, 48, 30, 80}, {48, 48, 70, 80}});  // no violin goes below G3
  add_part(score, 128, {{0, 12, 36, 80}});
  const ScoreAnalysis analysis = analyse(score);
  EXPECT_DOUBLE_EQ(analysis.parts[0].out_of_range, 0.5);
  EXPECT_DOUBLE_EQ(analysis.parts[1].out_of_range, 0);
}

TEST(Analysis, CountsParallelsOfTheOuterVoices) {
  const auto two_voices = [](std::vector<std::pair<int, int>> beats) {
    Score score = bars_of({4, 4}, 2);
    std::vector<Note> notes;
    for (size_t i = 0; i < beats.size(); ++i) {
      notes.push_back({static_cast<int>(i) * 48, 48, beats[i].first, 80});
      notes.push_back({static_cast<int>(i) * 48, 48, beats[i].second, 80});
    }
    add_part(score, 0, notes);
    tidy(score);
    return analyse(score);
  };
  // Octaves C-C to D-D; then contrary motion; then a fifth to a fifth.
  const ScoreAnalysis analysis = two_voices({{48, 60}, {50, 62}, {48, 67}, {50, 69}, {43, 74}});
  EXPECT_DOUBLE_EQ(analysis.parallel_octaves, 0.25);
  EXPECT_DOUBLE_EQ(analysis.parallel_fifths, 0.25);
}

TEST(Analysis, TakesAnEmptyScore) {
  const ScoreAnalysis analysis = analyse(Score{});
  EXPECT_EQ(analysis.notes, 0u);
  EXPECT_EQ(analysis.pitch_class_entropy, 0);
}

}  // namespace
}  // namespace continuo
