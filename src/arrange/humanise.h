// Swing, human timing and velocity: what a player does to the written page.
#pragma once

#include "base/rng.h"
#include "score/score.h"

namespace continuo {

struct Feel {
  double swing = 0.5;  // share of a beat that its first half takes: 0.5 straight, 0.667 triplet
  bool swing_sixteenths =
      false;  // swing the sixteenths of each eighth instead of the eighths of each beat
  double timing_ticks = 1.0;   // spread of onsets, one standard deviation
  double laid_back_ticks = 0;  // how far bass, chords and lead sit behind the drums
  double velocity_spread = 6;  // one standard deviation, MIDI units
  bool aksak = false;          // nine eighths are 2+2+2+3 (grid.h)
  double ritardando = 0;       // share of its tempo that the piece loses over its last three bars
  double rubato = 0;  // 0..1: strength of phrase-shaped tempo changes, a few per cent, on bars
};

// Moves onsets (never across their bar line or the start of the piece, never out of order within a
// part's voice), scales velocities by each bar's dynamics and its metre's accents, and spreads
// both. Chord notes of one hand stay together.
void humanise(Score& score, const Feel& feel, Rng& rng);

}  // namespace continuo
