#include "listen/repetition.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "listen/test_scores.h"

namespace continuo {
namespace {

using test::add_part;
using test::bars_of;

// Bars of four quarters; bar i plays pattern[i] as its first pitch, with human timing and velocity.
Score patterned(const std::vector<int>& pattern) {
  Rng rng(5);
  Score score = bars_of({4, 4}, static_cast<int>(pattern.size()));
  std::vector<Note> notes;
  for (size_t i = 0; i < pattern.size(); ++i) {
    for (int beat = 0; beat < 4; ++beat) {
      const int start = static_cast<int>(i) * 192 + beat * 48 + (beat == 0 ? 0 : rng.range(-3, 3));
      notes.push_back({start, rng.range(20, 48), 60 + pattern[i] + beat, rng.range(60, 100)});
    }
  }
  add_part(score, 0, notes);
  return score;
}

TEST(Repetition, HearsThroughHumanTiming) {
  const Repetition r = measure_repetition(patterned({0, 5, 0, 7, 0}));
  EXPECT_DOUBLE_EQ(r.repeated_bars, 0.4);
  EXPECT_EQ(r.longest_loop_bars, 1);
  EXPECT_DOUBLE_EQ(r.groove, 1);
}

TEST(Repetition, FindsALoopOfTwoBarsThatNeverEnds) {
  std::vector<int> pattern;
  for (int i = 0; i < 18; ++i) pattern.push_back(i % 2);
  const Repetition stuck = measure_repetition(patterned(pattern));
  EXPECT_EQ(stuck.longest_loop_bars, 16);
  EXPECT_TRUE(stuck.stuck);
  pattern[9] = 9;  // one new bar breaks it
  EXPECT_FALSE(measure_repetition(patterned(pattern)).stuck);
}

TEST(Repetition, ALoopCompressesAndChanceDoesNot) {
  Rng rng(3);
  std::vector<int> chance;
  for (int i = 0; i < 32; ++i) chance.push_back(rng.range(0, 60));
  const double loop = measure_repetition(patterned(std::vector<int>(32, 0))).compression;
  EXPECT_GT(loop, 20);
  EXPECT_LT(measure_repetition(patterned(chance)).compression, 3);
}

TEST(Repetition, GrooveFallsWithDifferentRhythms) {
  Score score = bars_of({4, 4}, 2);
  add_part(
      score, 0,
      {{0, 12, 60, 80}, {48, 12, 60, 80}, {192, 12, 60, 80}, {240, 12, 60, 80}, {288, 12, 60, 80}});
  // One of 24 places differs.
  EXPECT_DOUBLE_EQ(measure_repetition(score).groove, 1 - 1 / 24.0);
}

TEST(Repetition, TakesAnEmptyScore) {
  EXPECT_EQ(measure_repetition(Score{}).repeated_bars, 0);
  EXPECT_FALSE(measure_repetition(bars_of({4, 4}, 40)).stuck);
}

}  // namespace
}  // namespace continuo
