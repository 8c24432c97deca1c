// How loud a sound is to a listener (EBU R 128, by libebur128), and bringing it to a level.
#pragma once

#include <vector>

#include "dsp/stereo.h"

namespace continuo {

struct Loudness {
  double integrated_lufs;  // -inf where there is nothing to measure: silence, or less than 0.4 s
  double true_peak_db;     // dBTP of the louder channel; -inf for silence
};

Loudness measure_loudness(const Stereo& sound);

// How a sound was brought to its level: so much before the limiter, and so much after it.
struct Level {
  double drive_db = 0;
  double trim_db = 0;
  bool operator==(const Level&) const = default;
};

// Of all of a sound of 0.4 s (less is filled up by nothing), without gates; LUFS, -inf for silence.
double momentary_loudness(const Stereo& sound);

struct NormaliseResult {
  Loudness before;
  Loudness after;
  double gain_db = 0;
  Level level;              // gain_db's parts
  double reduction_db = 0;  // what the limiter took off the loudest peak
};

// Brings a whole sound to `target_lufs` with its true peak under `ceiling_db`, by one gain and the
// limiter. Where the loudness cannot be measured only the ceiling is held. A sound so sparse that
// its peaks would have to lose more than 12 dB stays quieter than the target. `gains`, where given,
// become what each sample frame was multiplied with: parts of the sound that are given the same gains
// add up to the result.
NormaliseResult normalise_loudness(Stereo& sound, double target_lufs = -16.0,
                                   double ceiling_db = -1.0, std::vector<float>* gains = nullptr);

// What normalise_loudness makes of a sound at that level and ceiling, bit for bit.
Stereo at_level(const Stereo& sound, const Level& level, double ceiling_db = -1.0);

}  // namespace continuo
