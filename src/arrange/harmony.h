// Chord progressions: functional harmony by style and mode, with cadences, that return when their
// section returns.
#pragma once

#include <string_view>
#include <vector>

#include "arrange/form.h"
#include "arrange/genre.h"
#include "arrange/grid.h"
#include "base/rng.h"
#include "score/score.h"

namespace continuo {

// A chord relative to the tonic, and the share of its bar that it fills (all chords of a bar share
// it evenly).
struct Degree {
  int root = 0;  // semitones above the tonic
  ChordQuality quality = ChordQuality::kMajor;
  int bass = 0;       // semitones above the tonic
  bool plain = true;  // written as a bare triad: colour may enrich it
  bool operator==(const Degree&) const = default;
};

using ProgressionBar = std::vector<Degree>;
using Progression = std::vector<ProgressionBar>;

// Reads "I|vi|ii7 V7|I^3": bars by '|', chords by blanks, roman numerals counted on the major scale
// with b and # before them, lower case for minor; suffixes maj7 maj9 7 9 b9 6 add9 sus2 sus4 7sus4
// 5 o o7 h7 +; ^3 ^5 ^7 inversions, @ a tonic pedal. Throws Error(kInternal).
Progression parse_progression(std::string_view text);

// A progression of the style's repertoire or grammar in the mode; `start_on_tonic` as openings want
// it.
Progression draw_progression(HarmonyStyle style, Mode mode, bool start_on_tonic, Rng& rng);

// Fills score.chords for every section.
void write_chords(Score& score, const std::vector<SectionSpan>& sections, const Genre& genre,
                  const Grid& grid, Rng& rng);

// The chord that sounds at a tick; the score must have chords.
const Chord& chord_at(const Score& score, int tick);
// Where the chord after that at `tick` begins, or the end of the piece.
int chord_end(const Score& score, int tick);

// Pitch classes (bit i = class i) that melodies use over a chord: the key's scale, bent to the
// chord's own tones.
unsigned chord_scale(const Key& key, const Chord& chord);
// The same with the steps left out that a tradition's melodies do not use.
unsigned melody_scale(const Key& key, const Chord& chord, Gamut gamut);

}  // namespace continuo
