// Bars written anew by the band, over the harmony and beside the parts that are there.
#pragma once

#include <optional>
#include <vector>

#include "compose/edit.h"
#include "compose/edit_splice.h"

namespace continuo {

struct Rewrite {
  std::vector<PlanPart> write;  // who is to play
  std::vector<int> beside;      // programs that are heard meanwhile; the first lead's is the tune
  EditStyle style;
  int density = 0;  // levels that the drums' grooves are denser than the piece
  bool new_chords = false;
  bool fills = false;  // what comes after the stretch is a new and lively section
  bool ends = false;   // its last bar is an ending
};

struct Rewritten {
  std::vector<Part> parts;    // of those that write, in the score's ticks
  std::vector<Chord> chords;  // of the stretch
};

// Bars whose metre no band plays (a pickup of a thirty-second) stay empty.
Rewritten rewrite(const Score& score, const BarStretch& stretch, const Rewrite& how, uint64_t seed);

// The score's chords with one in force at every tick of it: where it names none, the key's tonic.
std::vector<Chord> harmony_of(const Score& score);

// Bars that count on in one kind, as sections.
std::vector<Section> sections_of(const std::vector<Bar>& bars);

}  // namespace continuo
