// What sound is like, as numbers: levels, brightness, low band, and how much of it is strokes.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "dsp/stereo.h"

namespace continuo {

// Splits spectra into what stands still and what strikes: medians along time and along frequency
// (Fitzgerald, "Harmonic/percussive separation using median filtering", 2010).
class StrokeSplit {
 public:
  // Called for each moment in order, `reach` moments late and the rest in finish(): power, and the
  // share of it in each bin that strikes.
  using Sink = std::function<void(std::span<const float> power, std::span<const float> strikes)>;
  StrokeSplit(size_t bins, size_t reach_moments, size_t reach_bins, Sink sink);
  void push(std::span<const float> power);
  void finish();

 private:
  void emit(size_t moment);
  size_t bins_, reach_, reach_bins_;
  Sink sink_;
  size_t pushed_ = 0;
  size_t emitted_ = 0;
  std::vector<float> ring_;   // [2 reach + 1, bins]
  std::vector<float> along_;  // median along frequency
  std::vector<float> strikes_;
};

struct SoundFeatures {
  double rms_db = 0;                 // of both sides; -inf for silence, as all levels
  double dc = 0;                     // mean of the side that is further from 0, full scale being 1
  double centroid_hz = 0;            // mean frequency by magnitude, loud moments counting more
  double sustained_centroid_hz = 0;  // the same of what does not strike
  double low_db = 0;                 // level under 150 Hz
  double low_share = 0;              // of the energy
  double bass_db = 0;                // level under 150 Hz of what does not strike
  double stroke_share = 0;           // of the magnitude: 0 for a held chord, 1 for clicks
  double stroke_db = 0;              // level over 300 Hz of what strikes
};
inline constexpr double kLowBandHz = 150;

SoundFeatures sound_features(const Stereo& sound);  // at kListenRateHz

}  // namespace continuo
