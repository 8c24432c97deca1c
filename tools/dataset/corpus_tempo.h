// The beat of files whose ticks are only a clock: MUS music keeps time in 140ths of a second, not in bars.
#pragma once

#include "score/score.h"

namespace continuo {

// Finds the tempo whose sixteenths meet the onsets best, moves all notes onto that grid in bars of 4/4 with the likeliest
// downbeat first. False, and nothing changed, where no tempo fits well.
bool find_beat(Score& score);

}  // namespace continuo
