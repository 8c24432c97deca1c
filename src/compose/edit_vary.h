// Variations of a line: other ornaments and rhythms over the same harmony.
#pragma once

#include <vector>

#include "base/rng.h"
#include "compose/edit_splice.h"

namespace continuo {

// The part's notes of the stretch with some long ones ornamented, some leaps filled, some even pairs
// dotted and some light notes left out. What stands on a bar line or a beat keeps its place and
// pitch. The same notes where there is nothing to vary.
std::vector<Note> varied_line(const Part& part, const Score& score, const BarStretch& stretch,
                              Rng& rng);

}  // namespace continuo
