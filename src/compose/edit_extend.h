// More bars of a piece, in its own material.
#pragma once

#include "base/rng.h"
#include "compose/edit.h"
#include "compose/edit_splice.h"

namespace continuo {

struct Extended {
  Inserted inserted;
  bool ending_moved = false;  // what was the last bar is the last again
  bool ends_anew = false;     // the new bars want an ending
};

// Puts `bars` bars of the piece's own chords and parts, its lines varied, before the first bar
// (kOpen) or at its end (kGoOn). All other bars keep their notes. `ending`: whether the last bar is
// one.
Extended extend(Score& score, const Change& change, bool ending, Rng& rng);

}  // namespace continuo
