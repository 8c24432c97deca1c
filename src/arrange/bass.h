// Bass lines: patterns by style, walking lines, pedals.
#pragma once

#include <vector>

#include "arrange/form.h"
#include "arrange/grid.h"
#include "arrange/players.h"

namespace continuo {

struct BassRequest {
  SectionSpan section;
  BassStyle style = BassStyle::kRoots;
  Register range;
  double activity = 0.5;  // 0 held roots, 1 as busy as the style gets
  int variant = 0;        // the same variant plays the same patterns
};

std::vector<Note> write_bass(const Score& score, const BassRequest& request, const Grid& grid,
                             Rng& rng);

}  // namespace continuo
