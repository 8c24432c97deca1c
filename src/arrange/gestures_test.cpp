#include "arrange/gestures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "arrange/band.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {
namespace {

Plan plan_in_thirds(uint64_t seed) {
  Plan plan = random_plan(seed);
  plan.sections = {{SectionKind::kTheme, 4, 4, 4},
                   {SectionKind::kTheme, 4, 4, 4},
                   {SectionKind::kTheme, 4, 4, 4}};
  return plan;
}

const Part* part_of(const Score& score, int program) {
  for (const Part& part : score.parts) {
    if (part.program == program) return &part;
  }
  return nullptr;
}

int starts_within(const Part& part, int from, int to) {
  return static_cast<int>(
      std::count_if(part.notes.begin(), part.notes.end(),
                    [&](const Note& note) { return note.start >= from && note.start < to; }));
}

TEST(Rests, AreKeptByEveryPart) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Plan plan = plan_in_thirds(seed);
    for (const PlanPart& part : plan.parts) {
      if (plan.parts.size() == 1) continue;
      plan.sections[0].tacet = {part.program};
      const Score score = arrange(plan, seed);
      const Part* played = part_of(score, part.program);
      ASSERT_NE(played, nullptr);
      const int second = score.bars[4].start;
      EXPECT_EQ(starts_within(*played, 0, second), 0) << seed << " part " << part.program;
      EXPECT_GT(starts_within(*played, second, score.end()), 0) << seed << " part " << part.program;
      break;
    }
  }
}

TEST(Rests, EverybodyMayRest) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    Plan plan = plan_in_thirds(seed);
    for (const PlanPart& part : plan.parts) plan.sections[1].tacet.push_back(part.program);
    const Score score = arrange(plan, seed);
    for (const Part& part : score.parts) {
      EXPECT_EQ(starts_within(part, score.bars[4].start, score.bars[8].start), 0) << seed;
      for (const Note& note : part.notes) {
        if (note.start < score.bars[4].start && part.program != kDrumKit) {
          // Human timing may carry an end a few ticks over the line.
          EXPECT_LE(note.start + note.duration, score.bars[4].start + 12) << seed;
        }
      }
    }
  }
}

TEST(Gestures, ACrashSoundsWhereTheDrummerRests) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Plan plan = plan_in_thirds(seed);
    if (!plan.has_part(kDrumKit)) plan.parts.push_back({kDrumKit, Role::kDrums});
    for (Section& section : plan.sections) section.tacet = {kDrumKit};
    plan.sections[1].gestures = {Gesture::kCrash};
    const Score score = arrange(plan, seed);
    const Part* kit = part_of(score, kDrumKit);
    ASSERT_FALSE(kit->notes.empty()) << seed;
    for (const Note& note : kit->notes) EXPECT_NEAR(note.start, score.bars[4].start, 12) << seed;
  }
}

TEST(Gestures, AStopIsSilentAfterItsFirstBeat) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Plan plan = plan_in_thirds(seed);
    plan.sections[1].gestures = {Gesture::kStop};
    const Score score = arrange(plan, seed);
    const Bar& last = score.bars[7];
    const int from = last.start + last.metre.pulses().front();
    for (const Part& part : score.parts)
      EXPECT_EQ(starts_within(part, from, last.end()), 0) << seed;
  }
}

TEST(Gestures, ACutEndsOnAShortStroke) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Plan plan = plan_in_thirds(seed);
    plan.sections[2].gestures = {Gesture::kCut};
    const Score score = arrange(plan, seed);
    const Bar& last = score.bars.back();
    for (const Part& part : score.parts) {
      for (const Note& note : part.notes)
        EXPECT_LE(note.start + note.duration, last.start + kTicksPerQuarter * 2) << seed;
    }
  }
}

TEST(Glide, VelocitiesRiseBarByBar) {
  // Mean velocity of each bar of a crescendo over twelve bars, over many pieces.
  std::vector<double> sums(12, 0);
  std::vector<int> counts(12, 0);
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Plan plan = random_plan(seed);
    plan.sections = {{SectionKind::kTheme, 12, 4, 0}, {SectionKind::kTheme, 4, 4, 7}};
    plan.sections[0].glide = true;
    const Score score = arrange(plan, seed);
    for (const Part& part : score.parts) {
      for (const Note& note : part.notes) {
        for (size_t bar = 0; bar < 12; ++bar) {
          if (note.start < score.bars[bar].start || note.start >= score.bars[bar].end()) continue;
          sums[bar] += note.velocity;
          ++counts[bar];
        }
      }
    }
  }
  for (size_t bar = 1; bar < 12; ++bar)
    EXPECT_GT(sums[bar] / counts[bar], sums[bar - 1] / counts[bar - 1]) << bar;
}

TEST(Details, FramesAndBandKeepThem) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Plan plan = plan_in_thirds(seed);
    plan.sections[0].tacet = {plan.parts[0].program};
    plan.sections[0].glide = true;
    plan.sections[1].bpm = 140;
    plan.sections[2].gestures = {Gesture::kCrash, Gesture::kRing};
    const Score score = quantised(arrange(plan, seed));
    EXPECT_EQ(score.plan.sections, plan.sections);
    EXPECT_EQ(decode(encode(score)), score) << seed;
  }
}

}  // namespace
}  // namespace continuo
