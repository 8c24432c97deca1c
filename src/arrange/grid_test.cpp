// Patterns in the metre that they are written in, and refitted to others.
#include "arrange/grid.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "score/metre.h"

namespace continuo {
namespace {

std::string played(const Pattern& pattern, Metre metre, int bar = 0) {
  std::string text;
  for (const Hit& hit : fit_pattern(pattern, Grid(metre), bar)) {
    text += std::string(1, hit.token) + std::to_string(hit.start) + "+" +
            std::to_string(hit.duration) + " ";
  }
  return text;
}

TEST(Grid, PlaysAPatternAsWrittenInFour) {
  EXPECT_EQ(played({"B---x---b---x-x-"}, {4, 4}), "B0+48 x48+48 b96+48 x144+24 x168+24 ");
  EXPECT_EQ(played({"..x.............x---------------"}, {4, 4}, 0), "x24+12 ");
  EXPECT_EQ(played({"..x.............x---------------"}, {4, 4}, 1), "x0+192 ");
  EXPECT_EQ(played({"..x.............x---------------"}, {4, 4}, 2), "x24+12 ");
}

TEST(Grid, CountsOddMetresInTheirGroups) {
  EXPECT_EQ(played({"B---x---b---x---"}, {7, 4}),
            "B0+48 x48+48 b96+48 x144+48 B192+48 x240+48 x288+48 ");
  EXPECT_EQ(played({"B---x---b---x---"}, {5, 4}), "B0+48 x48+48 x96+48 b144+48 x192+48 ");
  // The long pulse of 7/8 is the last one; what stands on its beat's half moves to its last eighth.
  EXPECT_EQ(played({"B---x---b---x-x-"}, {7, 8}), "B0+48 x48+48 x96+48 x144+24 ");
}

TEST(Grid, TakesTheVariantWrittenForTheMetre) {
  const Pattern waltz{"B---x---b---x---", "B---x---y---", "B---x-b---x-"};
  EXPECT_EQ(played(waltz, {3, 4}), "B0+48 x48+48 y96+48 ");
  EXPECT_EQ(played(waltz, {6, 4}), "B0+48 x48+48 y96+48 B144+48 x192+48 y240+48 ");
  EXPECT_EQ(played(waltz, {6, 8}), "B0+48 x48+24 b72+48 x120+24 ");
  EXPECT_EQ(played(waltz, {12, 8}), "B0+48 x48+24 b72+48 x120+24 B144+48 x192+24 b216+48 x264+24 ");
}

TEST(Grid, WeighsPlacesOfTheBar) {
  const Grid four({4, 4});
  EXPECT_EQ(four.weight(0), 4);
  EXPECT_EQ(four.weight(48), 2);
  EXPECT_EQ(four.weight(96), 3);
  EXPECT_EQ(four.weight(24), 1);
  EXPECT_EQ(four.weight(12), 0);
  EXPECT_EQ(four.middle(), 96);
  EXPECT_EQ(Grid({7, 4}).middle(), 192);
  EXPECT_EQ(Grid({3, 4}).middle(), 96);
  EXPECT_TRUE(Grid({6, 8}).compound());
  EXPECT_FALSE(Grid({7, 8}).compound());
}

TEST(Grid, FitsEveryMetreWithoutOverlaps) {
  const Pattern dense{"xxxxxxxxxxxxxxxx", "xxxxxxxxxxxx", "xxxxxxxxxxxx"};
  for (const Metre& metre : metres()) {
    int end = 0;
    for (const Hit& hit : fit_pattern(dense, Grid(metre), 3)) {
      EXPECT_GE(hit.start, end) << metre.name();
      end = hit.start + hit.duration;
      EXPECT_LE(end, metre.bar_ticks()) << metre.name();
    }
    EXPECT_GT(end, metre.bar_ticks() - 25) << metre.name();
  }
}

TEST(Grid, AksakLimpsInNine) {
  EXPECT_EQ(counted({9, 8}, true), (std::vector<int>{48, 48, 48, 72}));
  EXPECT_EQ(counted({9, 8}, false), (std::vector<int>{72, 72, 72}));
  for (const Metre& metre : metres()) {
    if (metre != Metre{9, 8}) {
      EXPECT_EQ(counted(metre, true), metre.pulses());
    }
  }
  const Grid grid(Metre{9, 8}, true);
  EXPECT_FALSE(grid.compound());
  EXPECT_GE(grid.weight(144), 2);
  EXPECT_LT(grid.weight(72), 2);
}

}  // namespace
}  // namespace continuo
