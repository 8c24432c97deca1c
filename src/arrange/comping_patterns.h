// The figures that accompanying hands play, by style.
#pragma once

#include <vector>

#include "arrange/genre.h"
#include "arrange/grid.h"

namespace continuo {

// x chord, X accented chord, u its two upper notes, 1..6 its notes from below, B bass, b the other
// bass (fifth), C bass and chord together, D bass and upper note together, O and o the basses in
// octaves, E the top note in octaves, r a chord rolled from below.
const std::vector<Pattern>& comp_patterns(CompStyle style);
// Those of dances, churches and regions, where comp_patterns() looks for the rest.
const std::vector<Pattern>& regional_comp_patterns(CompStyle style);

}  // namespace continuo
