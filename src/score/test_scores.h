// Random scores and hostile frames for the property tests of this folder.
#pragma once

#include <algorithm>

#include "base/rng.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {

inline Plan random_test_plan(Rng& rng) {
  Plan plan;
  plan.genre = rng.range(0, static_cast<int>(genre_names().size()) - 1);
  plan.bpm = rng.range(kMinBpm, kMaxBpm);
  plan.metre = rng.pick(metres());
  plan.key = {rng.range(0, 11), static_cast<Mode>(rng.range(0, kModeCount - 1))};
  std::vector<int> programs;
  const int parts = rng.chance(0.1) ? rng.range(17, 40) : rng.range(1, 8);
  for (int i = 0; i < parts; ++i) programs.push_back(rng.range(0, kDrumKit));
  if (rng.chance(0.5)) programs.push_back(kDrumKit);
  std::sort(programs.begin(), programs.end());
  programs.erase(std::unique(programs.begin(), programs.end()), programs.end());
  for (int program : programs) {
    plan.parts.push_back({program, static_cast<Role>(rng.range(0, kRoleCount - 1))});
  }
  plan.density = rng.range(0, 7);
  plan.brightness = rng.range(0, 7);
  const int sections = rng.range(1, 5);
  for (int i = 0; i < sections; ++i) {
    plan.sections.push_back({static_cast<SectionKind>(rng.range(0, kSectionKindCount - 1)),
                             rng.range(1, rng.chance(0.05) ? 60 : 4), rng.range(0, 7),
                             rng.range(0, 7)});
    Section& section = plan.sections.back();
    if (rng.chance(0.2)) section.bpm = rng.range(kMinBpm, kMaxBpm);
    section.glide = rng.chance(0.2);
    for (const PlanPart& part : plan.parts) {
      if (rng.chance(0.1)) section.tacet.push_back(part.program);
    }
    for (int gesture = 0; gesture < kGestureCount; ++gesture) {
      if (rng.chance(0.05)) section.gestures.push_back(static_cast<Gesture>(gesture));
    }
  }
  return plan;
}

// A tidy score with crowded notes: doubles, restruck and nested notes, changes of tempo, metre and
// key between bars.
inline Score random_test_score(Rng& rng) {
  Score score = blank_score(random_test_plan(rng));
  const bool changing = rng.chance(0.5);
  int start = 0;
  for (Bar& bar : score.bars) {
    if (changing && rng.chance(0.3)) bar.metre = rng.pick(metres());
    if (changing && rng.chance(0.1)) bar.metre = {rng.range(1, 20), 1 << rng.range(1, 5)};
    if (changing && rng.chance(0.3)) bar.bpm = rng.range(kMinBpm, kMaxBpm);
    if (changing && rng.chance(0.2)) {
      bar.key = {rng.range(0, 11), static_cast<Mode>(rng.range(0, kModeCount - 1))};
    }
    if (changing && rng.chance(0.1)) bar.intensity = rng.range(0, 7);
    if (changing && rng.chance(0.1)) bar.bar_in_section = rng.range(0, 127);
    bar.start = start;
    start = bar.end();
  }
  // A part that the plan does not know of.
  if (rng.chance(0.1)) score.part(rng.range(0, kDrumKit), Role::kCounter);
  const int low = rng.range(0, 120);
  const int high = std::min(127, low + rng.range(0, 40));
  for (Part& part : score.parts) {
    const int notes = rng.range(0, 60);
    for (int i = 0; i < notes; ++i) {
      const int longest = rng.chance(0.1) ? 2000 : 100;
      part.notes.push_back({rng.range(0, score.end() - 1), rng.range(1, longest),
                            rng.range(low, high), rng.range(1, 127)});
    }
  }
  const int chords = rng.range(0, 20);
  for (int i = 0; i < chords; ++i) {
    score.chords.push_back({rng.range(0, score.end() - 1), rng.range(0, 11),
                            static_cast<ChordQuality>(rng.range(0, kChordQualityCount - 1)),
                            rng.range(0, 11)});
  }
  tidy(score);
  return score;
}

}  // namespace continuo
