#include "measure/point_set_compression.h"

#include <gtest/gtest.h>

#include <set>

#include "base/rng.h"

namespace continuo {
namespace {

TEST(CompressionRatio, OfNothingAndOfWhatNeverRepeats) {
  EXPECT_EQ(compression_ratio({}), 1);
  const std::vector<MusicPoint> one{{0, 60}};
  EXPECT_EQ(compression_ratio(one), 1);
  // No two pairs are the same distance apart.
  const std::vector<MusicPoint> ruler{{0, 60}, {1, 63}, {4, 61}, {9, 70}, {11, 40}};
  EXPECT_EQ(compression_ratio(ruler), 1);
}

TEST(CompressionRatio, OfOnePatternInFourPlaces) {
  // Five points that repeat nothing within themselves, in four places that make no pattern either:
  // 20 points, written as 5 + 4 - 1.
  const std::vector<MusicPoint> motif{{0, 60}, {1, 63}, {4, 61}, {9, 70}, {11, 40}};
  std::vector<MusicPoint> points;
  for (const auto& [time, up] :
       std::vector<std::pair<int, int>>{{0, 0}, {100, 2}, {230, 5}, {410, 9}}) {
    for (const MusicPoint& p : motif) points.push_back({p.onset + time, p.pitch + up});
  }
  EXPECT_NEAR(compression_ratio(points), 20.0 / 8, 1e-12);
  // The order of the points, and a point twice, change nothing.
  std::vector<MusicPoint> shuffled(points.rbegin(), points.rend());
  shuffled.push_back(shuffled.front());
  EXPECT_EQ(compression_ratio(shuffled), compression_ratio(points));
  // Two loose points are written out: 22 points for 8 + 2.
  points.push_back({1000, 30});
  points.push_back({1007, 77});
  EXPECT_NEAR(compression_ratio(points), 22.0 / 10, 1e-12);
}

TEST(CompressionRatio, OfARowOfEqualStepsIsNone) {
  // Each of its maximal patterns is the row less k points, in k + 1 places: nothing is saved.
  std::vector<MusicPoint> row;
  for (int i = 0; i < 16; ++i) row.push_back({i * 12, 40 + i});
  EXPECT_EQ(compression_ratio(row), 1);
}

// COSIATEC as it is written down, without a thought for time.
double plainly(std::vector<MusicPoint> points) {
  const double total = static_cast<double>(points.size());
  double written = 0;
  while (!points.empty()) {
    const std::set<MusicPoint> all(points.begin(), points.end());
    double best = 1;
    std::set<MusicPoint> best_cover;
    double best_cost = 0;
    for (const MusicPoint& a : points) {
      for (const MusicPoint& b : points) {
        if (!(a < b)) continue;
        std::vector<MusicPoint> pattern;
        for (const MusicPoint& p : points) {
          if (all.count({p.onset + b.onset - a.onset, p.pitch + b.pitch - a.pitch}) > 0)
            pattern.push_back(p);
        }
        std::set<MusicPoint> cover;
        double copies = 0;
        for (const MusicPoint& q : points) {
          std::vector<MusicPoint> moved;
          for (const MusicPoint& p : pattern) {
            moved.push_back(
                {p.onset + q.onset - pattern[0].onset, p.pitch + q.pitch - pattern[0].pitch});
          }
          bool whole = true;
          for (const MusicPoint& p : moved) whole = whole && all.count(p) > 0;
          if (!whole) continue;
          ++copies;
          cover.insert(moved.begin(), moved.end());
        }
        const double cost = static_cast<double>(pattern.size()) + copies - 1;
        const double ratio = static_cast<double>(cover.size()) / cost;
        if (ratio <= best + 1e-12) continue;
        best = ratio;
        best_cover = cover;
        best_cost = cost;
      }
    }
    if (best_cover.empty()) return total / (written + static_cast<double>(points.size()));
    written += best_cost;
    std::erase_if(points, [&](const MusicPoint& p) { return best_cover.count(p) > 0; });
  }
  return total / written;
}

TEST(CompressionRatio, IsThatOfThePlainAlgorithm) {
  // Ties are broken differently, which may lead elsewhere: near, and never below 1.
  Rng rng(5);
  for (int trial = 0; trial < 20; ++trial) {
    std::set<MusicPoint> points;
    while (points.size() < 24) points.insert({rng.range(0, 15) * 12, 60 + rng.range(0, 6)});
    const std::vector<MusicPoint> list(points.begin(), points.end());
    const double expected = plainly(list);
    EXPECT_NEAR(compression_ratio(list), expected, 0.15 * expected);
    EXPECT_GE(compression_ratio(list), 1);
  }
}

TEST(MusicPoints, AreWrittenOnesOfAllParts) {
  Score score;
  for (int i = 0; i < 2; ++i) {
    Bar bar;
    bar.start = i * 192;
    score.bars.push_back(bar);
  }
  Part piano;
  piano.notes = {{1, 20, 60, 80}, {2, 20, 60, 80}, {15, 9, 64, 90}, {190, 9, 67, 90}};
  Part flute;
  flute.program = 73;
  flute.notes = {{0, 20, 60, 80}, {50, 20, 72, 80}};
  score.parts = {piano, flute};
  const std::vector<MusicPoint> expected{{0, 60}, {16, 64}, {48, 72}, {192, 67}};
  EXPECT_EQ(music_points(score, 100), expected);
  EXPECT_EQ(music_points(score, 2).size(), 2u);
}

}  // namespace
}  // namespace continuo
