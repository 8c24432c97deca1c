// Where a played note stands on paper: its onset on the nearest sixteenth or triplet, so that what a
// player's timing does is not taken for something new.
#pragma once

#include <vector>

#include "score/score.h"

namespace continuo {

// The nearest of 0, 12, 16, 24, 32, 36 ticks in each quarter of the bar; a note a hair before the
// next bar stands on its bar line.
int written_onset(const Bar& bar, int tick);

// The bar that holds a tick, by its index; -1 before the first. Ticks beyond the end are in the last.
int bar_at(const Score& score, int tick);

struct WrittenNote {
  int onset = 0;     // written, ticks from the start of the piece
  int duration = 0;  // as played
  int pitch = 0;
};

// A part's notes by written onset, then pitch.
std::vector<WrittenNote> written_notes(const Score& score, const Part& part);

// The highest note of each onset of a part: its tune, where it has one.
std::vector<WrittenNote> top_line(const Score& score, const Part& part);

// The part that carries the melody: the lead, else the pitched part that lies highest; nullptr
// without pitched notes.
const Part* melody_part(const Score& score);

}  // namespace continuo
