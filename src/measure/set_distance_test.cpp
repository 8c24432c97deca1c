#include "measure/set_distance.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/rng.h"

namespace continuo {
namespace {

std::vector<double> normals(size_t count, double mean, double deviation, uint64_t seed) {
  Rng rng(seed);
  std::vector<double> values(count);
  for (double& value : values) value = rng.normal(mean, deviation);
  return values;
}

std::vector<std::vector<double>> points(const std::vector<double>& values) {
  std::vector<std::vector<double>> result;
  for (const double value : values) result.push_back({value});
  return result;
}

TEST(CompareDistances, SameSampleOverlapsWhollyAndFarOnesNotAtAll) {
  const std::vector<double> a = normals(300, 10, 1, 1);
  EXPECT_NEAR(compare_distances(a, a).overlap, 1, 1e-9);
  EXPECT_NEAR(compare_distances(a, a).divergence, 0, 1e-9);
  const SetDistance far = compare_distances(a, normals(300, 1000, 1, 2));
  EXPECT_NEAR(far.overlap, 0, 1e-6);
  EXPECT_GT(far.divergence, 10);
}

TEST(CompareDistances, ComesNearTheNormalsOwnValues) {
  // Two normals of deviation 1 whose means are 1 apart share 2 * Phi(-1/2) = 0.617 and diverge by
  // 1/2; smoothing widens them by less than a tenth.
  const SetDistance found = compare_distances(normals(4000, 10, 1, 3), normals(4000, 11, 1, 4));
  EXPECT_NEAR(found.overlap, 0.617, 0.03);
  EXPECT_NEAR(found.divergence, 0.5, 0.1);
}

TEST(CompareDistances, StandsSamplesWithoutSpread) {
  const std::vector<double> zeros(10);
  EXPECT_NEAR(compare_distances(zeros, zeros).overlap, 1, 1e-9);
  const std::vector<double> ones(10, 1.0);
  EXPECT_LT(compare_distances(zeros, ones).overlap, 0.05);
  EXPECT_EQ(compare_distances({}, ones).overlap, 0);
}

TEST(SetPair, NearSetsOverlapMore) {
  const auto human = points(normals(60, 5, 1, 5));
  const double near = SetPair(human, points(normals(60, 5, 1, 6))).distance().overlap;
  const double off = SetPair(human, points(normals(60, 8, 1, 7))).distance().overlap;
  EXPECT_GT(near, 0.85);
  EXPECT_LT(off, 0.6);
}

TEST(SetPair, DrawsPiecesAndNeverComparesOneWithItself) {
  const auto human = points({0, 1, 5, 9});
  const auto other = points({2, 3});
  const SetPair pair(human, other);
  const std::vector<size_t> all{0, 1, 2, 3};
  const std::vector<size_t> both{0, 1};
  EXPECT_EQ(pair.distance(all, both).overlap, pair.distance().overlap);
  // Drawn twice, 0 and 1 are compared with each other only: distances of 1.
  const std::vector<size_t> drawn{0, 0, 1, 1};
  const SetDistance expected = compare_distances(std::vector<double>{1, 1, 1, 1},
                                                 std::vector<double>{2, 2, 1, 1, 3, 3, 2, 2});
  EXPECT_NEAR(pair.distance(drawn, both).overlap, expected.overlap, 1e-12);
}

}  // namespace
}  // namespace continuo
