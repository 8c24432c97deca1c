// The figures that bass players repeat, by style.
#pragma once

#include <vector>

#include "arrange/genre.h"
#include "arrange/grid.h"

namespace continuo {

// R chord's bass, 5 fifth, 8 octave, 3 third, 6 sixth, 7 seventh or sixth, a approach to the next
// chord, s scale step up, n the next bar's bass, taken early and held over the bar line, g the
// chord's bass slid into from below.
const std::vector<Pattern>& bass_patterns(BassStyle style);

}  // namespace continuo
