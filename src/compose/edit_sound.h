// The sound of an edited take: what the edit does not reach is the sound that was there, sample for
// sample.
#pragma once

#include <optional>

#include "compose/edit.h"
#include "dsp/stereo.h"
#include "score/score.h"

namespace continuo {

// Sample frames of the sound after an edit between which it differs from the one before.
struct Reach {
  size_t first = 0;          // where the first changed note begins
  size_t last = 0;           // where the last one is let go
  std::ptrdiff_t moved = 0;  // by how much what follows lies later
  bool to_the_end = false;
};
// Nothing where no note changed.
std::optional<Reach> reach_of(const Score& before, const Score& after,
                              const std::optional<Inserted>& inserted);

// `now` is rendered after the edit, at the level of `before`. Once what was changed has died away,
// `before` goes on in its place: where the two differ by less than -70 dBFS for a tenth of a second,
// four seconds after the last changed note at the latest. They cross in 20 ms.
// False where the end comes before that.
bool keep_untouched(Stereo& now, const Stereo& before, const Reach& reach);

// The same for a round of a loop, in which what was changed dies away over the end and into the
// beginning. Where the loop has another length all of it is new.
void keep_untouched_in_round(Stereo& now, const Stereo& before, const Reach& reach);

inline constexpr double kLongestReach_s = 4.0;

}  // namespace continuo
