// Chord names for a score that has none, where its notes leave little doubt.
#pragma once

#include "score/score.h"

namespace continuo {

// Fills score.chords: one chord a bar or half bar, written where it changes and at each bar line; where the notes fit
// no chord well, the quality is kNone.
void name_chords(Score& score);

}  // namespace continuo
