// Brings sound of unknown loudness slowly to one loudness, as a hand on a fader would: a few
// decibels, over seconds, never in a silence.
#pragma once

#include <span>

#include "dsp/stereo.h"

namespace continuo {

class Leveller {
 public:
  // `target_db`: root mean square of what is above 100 Hz, relative to full scale.
  explicit Leveller(double target_db = -20, int rate_hz = kSampleRateHz);

  // A whole number of pieces of 64 frames at a time. Thread: audio or gen.
  void process(std::span<float> interleaved) noexcept;
  double gain_db() const { return gain_db_; }

 private:
  void hear(std::span<const float> piece) noexcept;

  double target_db_;
  double piece_s_;
  float split_;  // of the high-pass
  float low_[2] = {0, 0};
  double level_;  // mean square, over some seconds
  double gain_db_ = 0;
  float gain_ = 1;
};

}  // namespace continuo
