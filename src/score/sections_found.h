// The sections of music that came without a plan: where what is heard changes.
#pragma once

#include "score/score.h"

namespace continuo {

// Notes of all parts a quarter note, of those that begin in [begin, end).
double notes_a_quarter(const Score& score, int begin, int end);

// Fills the bars' sections, intensity and dynamics from what the notes do, and the plan's sections
// (of a piece longer than a plan, those that it holds). The score must have bars.
void find_sections(Score& score);

}  // namespace continuo
