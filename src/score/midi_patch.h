// A MIDI file with other notes: what both have stays as its maker left it, to the tick.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "score/score.h"

namespace continuo {

// Bars that were put in: everything from `tick` on moved by `ticks` (the score's).
struct PatchedBars {
  int bar = 0;
  int bars = 0;
  int tick = 0;
  int ticks = 0;
};

// `before` is the score read from the file, `after` the one wanted. Events that are no notes, and
// the notes that both have, keep their ticks in the file's own division (moved with their bars).
// Where that is coarser than 96 a quarter note it is divided evenly.
// Notes that are new stand in tracks of their own behind the others. Throws Error(kInput) where the
// file is broken, Error(kUsage) where no channel is left for an instrument.
std::vector<uint8_t> patched_midi(std::span<const uint8_t> file, const Score& before,
                                  const Score& after, std::span<const PatchedBars> put_in);

}  // namespace continuo
