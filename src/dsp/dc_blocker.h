// Takes away what does not move: some instruments' samples do not lie about zero.
#pragma once

#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "dsp/stereo.h"

namespace continuo {

// A first-order high-pass at 6 Hz: half a decibel at 20 Hz, nothing at a bass's lowest string.
class DcBlocker {
 public:
  explicit DcBlocker(int rate_hz = kSampleRateHz)
      : step_(static_cast<float>(1 - std::exp(-2 * std::numbers::pi * 6 / rate_hz))) {}

  // Interleaved stereo. Thread: audio or gen.
  void process(std::span<float> interleaved) noexcept {
    for (size_t i = 0; i < interleaved.size(); ++i) {
      float& mean = mean_[i % 2];
      mean += step_ * (interleaved[i] - mean);
      interleaved[i] -= mean;
    }
  }

 private:
  float step_;
  std::array<float, 2> mean_{};
};

}  // namespace continuo
