// A stretch of stereo sound in memory, and decibels.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace continuo {

inline constexpr int kSampleRateHz = 48000;

struct Stereo {
  std::vector<float> samples;  // interleaved: left, right, left, ...
  int rate_hz = kSampleRateHz;

  size_t frames() const { return samples.size() / 2; }
  double seconds() const { return static_cast<double>(frames()) / rate_hz; }
};

inline double db_to_gain(double db) { return std::pow(10.0, db / 20.0); }
inline double gain_to_db(double gain) { return 20.0 * std::log10(gain); }  // -inf for silence

}  // namespace continuo
