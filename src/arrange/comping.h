// Accompaniment: chords in patterns, arpeggios, pads, and the hands of a player who is alone.
#pragma once

#include <vector>

#include "arrange/form.h"
#include "arrange/grid.h"
#include "arrange/players.h"

namespace continuo {

struct CompRequest {
  SectionSpan section;
  CompStyle style = CompStyle::kBlock;
  int program = 0;
  Register range;
  double activity = 0.5;
  int variant = 0;
  bool with_bass = false;  // no one else plays the bass: the left hand does
  bool strict = false;
  // The melody in the same hands: chords stay under it.
  const std::vector<Note>* above = nullptr;
};

std::vector<Note> write_chords_part(const Score& score, const CompRequest& request,
                                    const Grid& grid, Rng& rng);
std::vector<Note> write_arpeggio(const Score& score, const CompRequest& request, const Grid& grid,
                                 Rng& rng);
// `voice` picks one line of the harmony for a player of single notes; -1 is the whole chord.
std::vector<Note> write_pad(const Score& score, const CompRequest& request, const Grid& grid,
                            int voice);

}  // namespace continuo
