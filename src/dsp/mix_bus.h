// What a whole mix goes through before its level is set: what does not move is taken away, and the
// deep of it stands in the middle, where loudspeakers are strongest and records need it.
#pragma once

#include <span>

#include "dsp/dc_blocker.h"
#include "dsp/stereo.h"

namespace continuo {

// Linear: the parts of a mix that go through it one by one add up to the mix that does.
class MixBus {
 public:
  // What differs between the sides falls under this frequency, 12 dB an octave (Butterworth).
  static constexpr double kMonoBelow_hz = 120;

  explicit MixBus(double gain_db = 0, int rate_hz = kSampleRateHz)
      : dc_blocker_(rate_hz), gain_(static_cast<float>(db_to_gain(gain_db))) {
    const double k = std::tan(std::numbers::pi * kMonoBelow_hz / rate_hz);
    const double norm = 1 / (1 + std::numbers::sqrt2 * k + k * k);
    pass_ = norm;
    feedback_[0] = 2 * (k * k - 1) * norm;
    feedback_[1] = (1 - std::numbers::sqrt2 * k + k * k) * norm;
  }

  // Interleaved stereo. Thread: audio or gen.
  void process(std::span<float> interleaved) noexcept {
    dc_blocker_.process(interleaved);
    for (size_t i = 0; i + 1 < interleaved.size(); i += 2) {
      const float middle = interleaved[i] + interleaved[i + 1];
      const float side = high_passed(interleaved[i] - interleaved[i + 1]);
      interleaved[i] = (middle + side) * (gain_ / 2);
      interleaved[i + 1] = (middle - side) * (gain_ / 2);
    }
  }

 private:
  float high_passed(float sample) noexcept {
    const double in = static_cast<double>(sample);
    const double out = pass_ * in + state_[0];
    state_[0] = -2 * pass_ * in - feedback_[0] * out + state_[1];
    state_[1] = pass_ * in - feedback_[1] * out;
    return static_cast<float>(out);
  }

  DcBlocker dc_blocker_;
  float gain_;
  double pass_;
  std::array<double, 2> feedback_{};
  std::array<double, 2> state_{};
};

}  // namespace continuo
