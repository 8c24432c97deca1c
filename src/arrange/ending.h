// The last bar, the silences between, and notes that get into each other's way.
#pragma once

#include <vector>

#include "arrange/form.h"
#include "arrange/grid.h"
#include "score/score.h"

namespace continuo {

// How the last chord goes.
enum class LastChord { kHeld, kRings, kCut };

// Turns the last bar into an ending on the tonic for the players that are in (flags in the order of
// the plan's parts).
void write_ending(Score& score, const std::vector<char>& active, LastChord how);

// Holds notes, or adds the chord, where nothing would sound for more than half a bar. Players add
// nothing where they rest.
void fill_silences(Score& score, const Grid& grid, const std::vector<SectionSpan>& sections);

// One note a pitch at a time, one note at a time for players of single notes; sorted.
void untangle(Part& part);

}  // namespace continuo
