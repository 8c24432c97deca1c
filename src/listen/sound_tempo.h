// Hears the tempo of sound, finely: which tempo first, then how fast exactly, from the phase of the
// beat over the whole.
#pragma once

#include <vector>

#include "listen/tempo_detector.h"

namespace continuo {

struct SoundTempo {
  double bpm = 0;     // 0 where nothing can be heard
  double beat_s = 0;  // when the first beat falls
  // How much of the onsets' strength falls on the beat and its halves and quarters: 0 for chance, 1
  // for a machine.
  double clarity = 0;
};

// The tempo may be looked for in a part of the range only. For sound of a steady tempo.
struct TempoRange {
  double low_bpm = 40;
  double high_bpm = 240;
};
SoundTempo sound_tempo(const std::vector<Onset>& onsets, const TempoRange& range = {});

}  // namespace continuo
