// Chords as notes: the voicing that lies nearest to the one before.
#pragma once

#include <vector>

#include "score/score.h"

namespace continuo {

struct VoicingSpec {
  int lowest = 52;  // MIDI
  int highest = 76;
  int voices = 3;
  int centre = 62;        // where the middle of the chord likes to be
  bool open = false;      // spread over more than an octave
  bool rootless = false;  // the root may be left to the bass
  bool rooted = false;    // the root is kept before all other tones
  bool strict = false;    // no parallel fifths or octaves between the top voice and the bass
};

// Ascending pitches. `before` is the voicing to lead from (may be empty); bass pitch classes are
// those of the chords.
std::vector<int> voice_chord(const Chord& chord, const VoicingSpec& spec,
                             const std::vector<int>& before, int bass_before = -1);

// The chord's pitch nearest to a target within a range (in any octave); -1 where the range holds
// none.
int nearest_tone(const Chord& chord, int target, int lowest, int highest);
// The nearest pitch whose class is in the set.
int nearest_in(unsigned pitch_classes, int target, int lowest, int highest);
// `steps` along the pitch classes of the set from a pitch in it or near it.
int step_in(unsigned pitch_classes, int pitch, int steps);

}  // namespace continuo
