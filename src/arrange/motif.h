// Motifs: the rhythm and the contour of a bar of melody, and how they are varied.
#pragma once

#include <vector>

#include "arrange/grid.h"
#include "base/rng.h"

namespace continuo {

struct MotifNote {
  int start = 0;  // ticks from the bar line
  int duration = 48;
  int step = 0;  // scale steps above the motif's anchor
};
using Motif = std::vector<MotifNote>;

struct MotifStyle {
  double busy = 0.5;  // 0 long notes, 1 running sixteenths
  double syncopation = 0.3;
  bool fine = true;  // sixteenths are allowed
};

// A bar's rhythm from cells that suit the metre's pulses, with a contour of mostly steps.
Motif draw_motif(const Grid& grid, const MotifStyle& style, Rng& rng);

// The same rhythm upside down.
Motif inverted(const Motif& motif);
// The same contour with one or two notes split, joined or moved.
Motif rhythm_varied(const Motif& motif, const Grid& grid, Rng& rng);
// A new contour on the same rhythm.
Motif contour_varied(const Motif& motif, Rng& rng);
// The end of a phrase: at most a few notes and a long one on a strong place, then a breath.
Motif draw_cadence(const Grid& grid, const MotifStyle& style, Rng& rng);

}  // namespace continuo
