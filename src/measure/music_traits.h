// What a piece is like, for comparing sets of pieces: histograms and numbers that hold for any
// music.
//
// Most are those of Yang and Lerch, "On the evaluation of generative models in music", 2020; groove
// is that of Wu and Yang, "The jazz transformer on the front line", 2020; consonance is the pitch
// consonance score of Yeh and others, "Automatic melody harmonization with triad chords", 2021,
// with the sounding notes in the place of chord symbols.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "score/score.h"

namespace continuo {

enum class MusicTrait {
  kPitchClasses,    // shares of the twelve pitch classes, from the plan's tonic
  kIntervals,       // shares of the steps of all tunes, -12..12 semitones; wider ones at the ends
  kInterOnsets,     // shares of the times between a part's onsets, in twelve steps of note values
  kPolyphony,       // pitched notes at once, while any sounds
  kGroove,          // likeness of neighbouring bars' onsets
  kConsonance,      // of the melody with what sounds below it, -1..1
  kSelfSimilarity,  // likeness of bars 1..8 bars apart
};
inline constexpr size_t kMusicTraitCount = 7;
std::string_view music_trait_name(MusicTrait trait);

// By MusicTrait; empty where the piece has none (intervals of drums).
using MusicTraits = std::array<std::vector<double>, kMusicTraitCount>;
MusicTraits music_traits(const Score& score);

}  // namespace continuo
