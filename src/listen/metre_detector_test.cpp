#include "listen/metre_detector.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "listen/test_scores.h"

namespace continuo {
namespace {

using test::add_part;
using test::bars_of;

// Bass and a new chord on the bar line, chords on the other pulses, a melody of eighths with gaps.
Score accompanied_melody(Metre metre, int bars, uint64_t seed, bool with_drums) {
  static const std::vector<int> kRoots{0, 5, 7, 9, 2, 4};
  Rng rng(seed);
  Score score =
      bars_of({4, 4}, bars * metre.bar_ticks() / 192 + 1);  // the written bars are of no use
  std::vector<Note> bass;
  std::vector<Note> chords;
  std::vector<Note> melody;
  std::vector<Note> drums;
  int root = 0;
  for (int bar = 0; bar < bars; ++bar) {
    const int start = bar * metre.bar_ticks();
    const int before = root;
    while (root == before) root = rng.pick(kRoots);
    bass.push_back({start, metre.bar_ticks() / 2, 36 + root, 90});
    int at = start;
    bool first = true;
    for (int pulse : metre.pulses()) {
      if (!first) {
        for (int tone : {0, 4, 7}) chords.push_back({at, pulse / 2, 55 + (root + tone) % 12, 60});
      }
      drums.push_back({at, 12, first ? 36 : 42, first ? 110 : 70});
      at += pulse;
      first = false;
    }
    for (int tick = 0; tick < metre.bar_ticks(); tick += 24) {
      if (!rng.chance(0.55)) continue;
      melody.push_back({start + tick, 24, 67 + (root + rng.pick(std::vector<int>{0, 4, 7, 2})) % 12,
                        rng.range(60, 90)});
    }
  }
  add_part(score, 0, chords);
  add_part(score, 33, bass);
  add_part(score, 73, melody);
  if (with_drums) add_part(score, 128, drums);
  tidy(score);
  return score;
}

TEST(MetreDetector, FindsTheBarOfAnAccompaniedMelody) {
  int right = 0;
  int total = 0;
  std::string wrong;
  for (Metre metre : {Metre{3, 4}, Metre{4, 4}, Metre{5, 4}, Metre{7, 4}, Metre{6, 8}, Metre{7, 8},
                      Metre{9, 8}, Metre{12, 8}}) {
    for (uint64_t seed = 0; seed < 8; ++seed) {
      const MetreEstimate heard = detect_metre(accompanied_melody(metre, 24, seed, seed % 2 == 0));
      ASSERT_TRUE(heard.heard);
      right += heard.metre == metre;
      if (heard.metre != metre) wrong += metre.name() + " as " + heard.metre.name() + "; ";
      ++total;
    }
  }
  EXPECT_GE(right, total * 90 / 100) << right << " of " << total << ": " << wrong;
}

TEST(MetreDetector, DoesNotReadTheBarLines) {
  Score score = accompanied_melody({7, 8}, 24, 5, true);
  const MetreEstimate before = detect_metre(score);
  score.bars = bars_of({3, 4}, 60).bars;
  score.plan.metre = {3, 4};
  const MetreEstimate after = detect_metre(score);
  EXPECT_EQ(before.metre, after.metre);
  EXPECT_EQ(before.candidates.front().score, after.candidates.front().score);
}

TEST(MetreDetector, IsSilentOnShortAndEmptyPieces) {
  EXPECT_FALSE(detect_metre(bars_of({4, 4}, 8)).heard);
  EXPECT_FALSE(detect_metre(accompanied_melody({4, 4}, 2, 1, false)).heard);
}

TEST(MetreDetector, SurvivesAConstantSignal) {
  Score score = bars_of({4, 4}, 16);
  std::vector<Note> notes;
  for (int i = 0; i < 128; ++i) notes.push_back({i * 24, 24, 60, 80});
  add_part(score, 0, notes);
  for (const MetreCandidate& candidate : detect_metre(score).candidates) {
    EXPECT_TRUE(std::isfinite(candidate.score));
  }
}

TEST(SamePulse, ForgivesHalfAndDoubleBarsOnly) {
  EXPECT_TRUE(same_pulse({2, 4}, {4, 4}));
  EXPECT_TRUE(same_pulse({12, 8}, {6, 8}));
  EXPECT_TRUE(same_pulse({7, 8}, {7, 8}));
  EXPECT_FALSE(same_pulse({7, 8}, {7, 4}));
  EXPECT_FALSE(same_pulse({3, 4}, {6, 8}));
  EXPECT_FALSE(same_pulse({3, 4}, {4, 4}));
}

TEST(HeardAs, FoldsMetresThatSoundAlike) {
  for (const Metre& metre : metres()) {
    if (metre == Metre{1, 4}) continue;
    const auto& heard = heard_metres();
    EXPECT_TRUE(std::find(heard.begin(), heard.end(), heard_as(metre)) != heard.end())
        << metre.name();
    EXPECT_EQ(heard_as(metre).bar_ticks(), metre.bar_ticks());
  }
}

}  // namespace
}  // namespace continuo
