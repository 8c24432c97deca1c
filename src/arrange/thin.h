// Fewer notes of the same music: what is light goes first.
#pragma once

#include "score/score.h"

namespace continuo {

// Takes notes away until the score's density level is at most the one given, the lightest first:
// short, soft, off the beat. Each part keeps its notes on the bar lines, so that no player falls
// silent.
void thin(Score& score, int density_level);

// Takes that share of a part's notes that begin in [begin, end) away, the lightest first; those on
// the bar lines go last. At least one goes where there are any.
void thin_part(Part& part, const std::vector<Bar>& bars, int begin, int end, double share);

}  // namespace continuo
