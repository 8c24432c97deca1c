#include "live/history.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dsp/stereo.h"
#include "synth/fluid.h"

namespace continuo {
namespace {

constexpr double kBlocksPerSecond = static_cast<double>(kSampleRateHz) / kFluidBlockFrames;

uint64_t blocks(double seconds) { return static_cast<uint64_t>(seconds * kBlocksPerSecond); }

// Bars of so many seconds, one after the other; the last plays still.
History played(double keep_s, double bar_s, double seconds) {
  History history(keep_s);
  for (double at = 0; at < seconds; at += bar_s) {
    history.begin_bar(Bar{}, Plan{}, blocks(at), {});
    history.add_note(0, Role::kLead, {0, 12, 60, 90});
    history.add_event({.block = blocks(at), .kind = SoundEventKind::kNoteOn, .a = 60, .b = 90});
  }
  return history;
}

TEST(History, TheLastFiveMinutesAreAlwaysThereAndNotMuchMore) {
  for (const double bar_s : {0.5, 1.0, 1.7, 2.0, 7.5}) {
    for (const double seconds : {299.0, 301.0, 1000.0}) {
      const History history = played(300, bar_s, seconds);
      const auto bars = history.latest(300, blocks(seconds));
      ASSERT_FALSE(bars.empty());
      const double kept_s = seconds - static_cast<double>(bars.front().block) / kBlocksPerSecond;
      EXPECT_LE(kept_s, 300.01) << bar_s;
      EXPECT_GE(kept_s, std::min(seconds, 300.0) - bar_s - 0.01) << "whole bars of " << bar_s;
      EXPECT_LE(static_cast<double>(history.bars()), 300 / bar_s + 3) << "and no more";
    }
  }
}

TEST(History, WhatIsAskedForIsWholeBars) {
  const History history = played(300, 2, 100);
  const auto bars = history.latest(9, blocks(100));
  ASSERT_EQ(bars.size(), 4u);
  for (const History::PlayedBar& bar : bars) {
    EXPECT_EQ(bar.notes.size(), 1u);
    EXPECT_EQ(bar.events.size(), 1u);
  }
  EXPECT_EQ(bars.front().block, blocks(92));
  EXPECT_TRUE(History(300).latest(300, 0).empty());
}

TEST(History, ABarThatWasCutShortKeepsALengthThatHasAName) {
  History history = played(300, 2, 2);
  history.cut_short(3 * kTicksPerQuarter - 2);
  const auto bars = history.latest(300, blocks(2));
  ASSERT_EQ(bars.size(), 1u);
  EXPECT_EQ(bars[0].bar.metre.bar_ticks(), 3 * kTicksPerQuarter);
  history.cut_short(1 << 30);
  EXPECT_EQ(history.latest(300, blocks(2))[0].bar.metre.bar_ticks(), 3 * kTicksPerQuarter);
}

}  // namespace
}  // namespace continuo
