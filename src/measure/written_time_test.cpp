#include "measure/written_time.h"

#include <gtest/gtest.h>

#include "score/instrument.h"

namespace continuo {
namespace {

Score two_bars() {
  Score score;
  for (int i = 0; i < 2; ++i) {
    Bar bar;
    bar.metre = {3, 4};
    bar.start = i * 144;
    score.bars.push_back(bar);
  }
  return score;
}

TEST(WrittenOnset, IsTheNearestSixteenthOrTriplet) {
  const Bar bar = two_bars().bars[1];
  EXPECT_EQ(written_onset(bar, 144), 144);
  EXPECT_EQ(written_onset(bar, 144 + 5), 144);
  EXPECT_EQ(written_onset(bar, 144 + 7), 144 + 12);
  EXPECT_EQ(written_onset(bar, 144 + 15), 144 + 16);
  EXPECT_EQ(written_onset(bar, 144 + 22), 144 + 24);
  EXPECT_EQ(written_onset(bar, 144 + 143), 144 + 144);
}

TEST(BarAt, FindsTheBar) {
  EXPECT_EQ(bar_at(two_bars(), -1), -1);
  EXPECT_EQ(bar_at(two_bars(), 0), 0);
  EXPECT_EQ(bar_at(two_bars(), 143), 0);
  EXPECT_EQ(bar_at(two_bars(), 144), 1);
  EXPECT_EQ(bar_at(two_bars(), 9999), 1);
}

TEST(TopLine, IsTheHighestOfEachOnset) {
  Score score = two_bars();
  Part piano;
  piano.notes = {{0, 48, 60, 80}, {1, 48, 67, 80}, {2, 48, 64, 80}, {50, 10, 62, 80}};
  const auto line = top_line(score, piano);
  ASSERT_EQ(line.size(), 2u);
  EXPECT_EQ(line[0].pitch, 67);
  EXPECT_EQ(line[1].onset, 48);
}

TEST(MelodyPart, IsTheLeadElseTheHighest) {
  Score score = two_bars();
  EXPECT_EQ(melody_part(score), nullptr);
  Part bass{33, Role::kBass, {{0, 48, 40, 80}}};
  Part flute{73, Role::kCounter, {{0, 48, 80, 80}}};
  Part drums{kDrumKit, Role::kDrums, {{0, 48, 127, 80}}};
  score.parts = {bass, flute, drums};
  EXPECT_EQ(melody_part(score)->program, 73);
  score.parts[0].role = Role::kLead;
  EXPECT_EQ(melody_part(score)->program, 33);
}

}  // namespace
}  // namespace continuo
