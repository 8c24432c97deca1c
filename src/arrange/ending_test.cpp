#include "arrange/ending.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "arrange/band.h"
#include "arrange/genre.h"
#include "score/instrument.h"

namespace continuo {
namespace {

constexpr int kHumanTicks = 12;

int lowest_from(const Score& score, int tick) {
  int lowest = 128;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (const Note& note : part.notes) {
      if (note.start >= tick) lowest = std::min(lowest, note.pitch);
    }
  }
  return lowest;
}

bool is_pitched(const Plan& plan) {
  return std::any_of(plan.parts.begin(), plan.parts.end(),
                     [](const PlanPart& part) { return part.program != kDrumKit; });
}

TEST(Ending, StandsOnTheTonicInEveryGenre) {
  int pieces = 0;
  int home = 0;
  for (const int genre : taught_genres()) {
    for (uint64_t seed = 0; seed < 12; ++seed) {
      const Plan plan = random_plan_of_genre(genre, seed * 31 + 3);
      if (!is_pitched(plan)) continue;
      const Score score = arrange(plan, seed);
      const int lowest = lowest_from(score, score.bars.back().start);
      ++pieces;
      home += lowest < 128 && (lowest - plan.key.tonic) % 12 == 0;
    }
  }
  // A single piccolo may have no tonic in its range below the others.
  EXPECT_GE(home, pieces * 99 / 100) << home << " of " << pieces;
}

TEST(Ending, HoldsItsLastNotes) {
  for (const int genre : taught_genres()) {
    for (uint64_t seed = 0; seed < 8; ++seed) {
      const Plan plan = random_plan_of_genre(genre, seed * 17 + 1);
      const Score score = arrange(plan, seed);
      const Bar& last = score.bars.back();
      const int bar = last.metre.bar_ticks();
      for (const Part& part : score.parts) {
        if (part.program == kDrumKit) continue;
        int held = 0;
        int before = 0;
        for (const Note& note : part.notes) {
          if (note.start >= last.start) {
            held = std::max(held, note.duration);
          } else if (note.start >= last.start - 4 * bar) {
            before = std::max(before, note.duration);
          }
        }
        if (held == 0) continue;
        EXPECT_GE(held + kHumanTicks, std::min(std::max(bar, before), 2 * bar))
            << genre_names()[static_cast<size_t>(genre)] << " " << seed << " " << part.program;
      }
    }
  }
}

TEST(Ending, BroadensWhereTempoBreathes) {
  for (const int genre : taught_genres()) {
    if (genre_of(genre).feel.rubato < 0.3) continue;
    for (uint64_t seed = 0; seed < 4; ++seed) {
      Plan plan = random_plan_of_genre(genre, seed);
      EXPECT_LT(arrange(plan, seed).bars.back().bpm, plan.bpm)
          << genre_names()[static_cast<size_t>(genre)];
      plan.sections.back().gestures = {Gesture::kCut};
      EXPECT_GE(arrange(plan, seed).bars.back().bpm, plan.bpm * 94 / 100);
    }
  }
}

}  // namespace
}  // namespace continuo
