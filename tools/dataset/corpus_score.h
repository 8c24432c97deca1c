// From a MIDI file's notes to training pieces: parts limited, metres of the table, excerpts, sections and loudness.
#pragma once

#include <cstdint>
#include <vector>

#include "base/rng.h"
#include "score/score.h"

namespace continuo {

inline constexpr int kMostParts = 20;

// Rewrites a score so that frames can hold it: bars of unknown metres become several of known ones, notes outside their
// instrument's range move by octaves, programs beyond the twenty busiest and sound effects go. False where nothing
// useful is left.
bool make_regular(Score& score);

// A piece whose tempo is only a default gets one at which its notes pass at a natural rate.
void assign_tempo(Score& score, Rng& rng);

// True where all notes are equally loud.
bool is_flat(const Score& score);
// Phrase-shaped loudness: an arc over four bars, the metre's accents, high notes a little louder, a level that suits the
// density and the tempo.
void shape_dynamics(Score& score, Rng& rng);

// The piece as it is, or cut at bar lines into pieces of 16 to 48 bars where it is longer; silent ones left out.
std::vector<Score> excerpts(const Score& score, Rng& rng);

// Fills the bars' sections, intensity and dynamics from what the notes do, the plan from the score, and the chords.
void describe(Score& score);

// A reading of the piece in another key, tempo and touch. Drums stay.
Score varied(const Score& score, int semitones, double tempo_factor, double velocity_shift,
             Rng& rng);
// Whether all pitched notes stay in their instruments' ranges.
bool fits_when_moved(const Score& score, int semitones);

}  // namespace continuo
