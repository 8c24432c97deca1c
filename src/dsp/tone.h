// Tone control of stereo sound: brighter or darker, and less bass, without a click when it moves.
#pragma once

#include <array>
#include <span>

#include "dsp/stereo.h"

namespace continuo {

// Two first-order splits, so that at rest (both 0 dB) sound passes as it is, but for rounding.
class Tone {
 public:
  explicit Tone(int rate_hz = kSampleRateHz);

  // What is above the pivot rises by half of `db`, what is below falls by half.
  void tilt(float db) { tilt_target_ = db; }
  // What is below 160 Hz rises by `db`.
  void bass(float db) { bass_target_ = db; }
  // Without moving there.
  void settle();

  // Thread: audio or gen. The gains reach what was asked within 30 ms.
  void process(std::span<float> interleaved) noexcept;

 private:
  struct Gains {
    float bass = 1, middle = 1, high = 1;
  };
  Gains gains_of(float tilt_db, float bass_db) const;

  float split_low_;  // of one sample, of the way to the input
  float split_high_;
  float step_;  // dB a piece of 64 frames
  float tilt_ = 0;
  float bass_ = 0;
  float tilt_target_ = 0;
  float bass_target_ = 0;
  Gains gains_;
  std::array<float, 2> low_{};   // below the low split, by channel
  std::array<float, 2> dark_{};  // below the high split
};

}  // namespace continuo
