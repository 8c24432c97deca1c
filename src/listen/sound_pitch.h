// Hears which pitch classes sound, and the key, from sound itself.
//
// Peaks of the spectrum that stand out of their surroundings are notes or partials of notes; a
// partial counts for the pitch class of its note. What is broad, as drums are, has no peaks.
#pragma once

#include <array>
#include <string_view>

#include "dsp/stereo.h"
#include "score/key.h"

namespace continuo {

struct SoundPitch {
  std::array<double, 12> classes{};  // shares that add up to 1, C first; all 0 where none is heard
  std::array<double, 12> bass{};     // the same of the lowest notes
  double tuning_cents = 0;           // of the whole, from A = 440 Hz: -50..50
  Key key;                           // major or minor, best of 24
  double key_margin = 0;             // the best score less the second
  bool heard = false;                // false where nothing has a pitch
};

SoundPitch sound_pitch(const Stereo& sound);  // at kListenRateHz

// The share of the pitch classes that belongs to the key's scale.
double share_in_scale(const std::array<double, 12>& classes, const Key& key);

}  // namespace continuo
