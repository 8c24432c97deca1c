// What each part of a band does, guessed from its notes: for music that came without a plan.
#pragma once

#include <map>

#include "score/score.h"

namespace continuo {

// Sets the role of every part: `known` by program where it is given, else by register, chords and
// instrument. Alone, or highest and of single notes: lead. A bass, or low and of single notes: bass.
void guess_roles(Score& score, const std::map<int, Role>& known = {});

}  // namespace continuo
