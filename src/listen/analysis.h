// What a score is like, as numbers: liveliness of the playing, variety of the notes, and what a
// player would object to.
#pragma once

#include <vector>

#include "score/score.h"

namespace continuo {

struct PartAnalysis {
  int program = 0;
  size_t notes = 0;
  double notes_per_quarter = 0;
  int distinct_velocities = 0;
  double timing_spread_ticks =
      0;                  // standard deviation of onsets about the grid of sixteenths and triplets
  double empty_bars = 0;  // share of bars in which it does not sound
  double polyphony_mean = 0;  // notes at once, while any sounds
  int polyphony_most = 0;
  int lowest = 0;  // pitches; 0 without notes
  int highest = 0;
  double out_of_range = 0;  // share of notes beyond the instrument; the drum kit is never out
};

struct ScoreAnalysis {
  std::vector<PartAnalysis> parts;
  size_t notes = 0;
  double seconds = 0;
  double notes_per_quarter = 0;
  double notes_per_second = 0;
  double mean_velocity = 0;
  double distinct_velocities = 0;  // mean over parts with at least 16 notes
  double timing_spread_ticks = 0;  // mean over the same parts
  double empty_bars = 0;           // share of bars in which nothing sounds
  double polyphony_mean = 0;       // pitched notes at once, while any sounds
  double pitch_class_entropy = 0;  // bits, 0..3.58, weighted by length
  double parallel_octaves = 0;     // share of the moves of the outer voices, beat to beat
  double parallel_fifths = 0;
};

ScoreAnalysis analyse(const Score& score);

}  // namespace continuo
