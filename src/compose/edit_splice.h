// New notes in the place of old ones, so that all others stay as they are.
#pragma once

#include <vector>

#include "score/score.h"

namespace continuo {

// A stretch of bars of a score, in ticks.
struct BarStretch {
  int first_bar = 0;
  int last_bar = 0;
  int begin = 0;
  int end = 0;
  bool holds(const Note& note) const { return note.start >= begin && note.start < end; }
};
BarStretch stretch_of(const Score& score, int first_bar, int last_bar);

// Puts `fresh` where the part's notes of the stretch were. Notes that began before it keep their
// length: a fresh one on a key that still sounds waits for it. Fresh notes end with the stretch, or
// ring on where the part rests in the bar after it. Their lengths and velocities are those that
// frames hold.
void splice(Part& part, std::vector<Note> fresh, const Score& score, const BarStretch& stretch);

// Those of the part's notes that begin in the stretch.
std::vector<Note> notes_of(const Part& part, const BarStretch& stretch);
size_t count_of(const Part& part, const BarStretch& stretch);

}  // namespace continuo
