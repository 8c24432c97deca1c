// Hears the tempo of a piece from the times and strengths of its onsets alone.
//
// Two views that err in opposite ways are multiplied, as in Peeters, "Template-based estimation of
// time-varying tempo", 2007: the spectrum of the onsets peaks at the beat and its multiples, the
// intervals between them at the beat and its fractions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "score/score.h"

namespace continuo {

struct Onset {
  double seconds = 0;
  double strength = 0;  // above 0
};

// The onsets of all parts, merged where they fall within 25 ms; louder and longer notes are
// stronger.
std::vector<Onset> onsets_of(const Score& score);

struct TempoEstimate {
  double bpm = 0;  // 0 where nothing can be heard (fewer than four onsets)
  double strength =
      0;  // the winner's weighted product of the two views; 0 for onsets without any period
};

// Best tempo between 40 and 240 bpm, or in a part of that.
TempoEstimate detect_tempo(std::span<const Onset> onsets, double lowest_bpm = 40,
                           double highest_bpm = 240);

// How a heard tempo stands to the wanted one: within the tolerance (a share, 0.03), at another
// metrical level (twice, half, three times, a third, 3/2, 2/3, within the tolerance), or neither.
enum class TempoRelation { kSame, kOtherLevel, kOther };
TempoRelation tempo_relation(double wanted_bpm, double heard_bpm, double tolerance);

}  // namespace continuo
