#include "dsp/tone.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace continuo {

namespace {

constexpr size_t kPiece = 64;
constexpr double kBassHz = 160;
constexpr double kPivotHz = 1400;
constexpr double kMove_db_per_s = 600;

float split_of(double hz, int rate_hz) {
  return static_cast<float>(1.0 - std::exp(-2.0 * std::numbers::pi * hz / rate_hz));
}

float towards(float from, float to, float step) {
  return std::abs(to - from) <= step ? to : from + std::copysign(step, to - from);
}

}  // namespace

Tone::Tone(int rate_hz)
    : split_low_(split_of(kBassHz, rate_hz)),
      split_high_(split_of(kPivotHz, rate_hz)),
      step_(static_cast<float>(kMove_db_per_s * kPiece / rate_hz)) {}

Tone::Gains Tone::gains_of(float tilt_db, float bass_db) const {
  const auto gain = [](float db) { return std::pow(10.0f, db / 20.0f); };
  return {gain(bass_db - tilt_db / 2), gain(-tilt_db / 2), gain(tilt_db / 2)};
}

void Tone::settle() {
  tilt_ = tilt_target_;
  bass_ = bass_target_;
  gains_ = gains_of(tilt_, bass_);
}

void Tone::process(std::span<float> interleaved) noexcept {
  for (size_t at = 0; at < interleaved.size();) {
    const size_t samples = std::min(2 * kPiece, interleaved.size() - at);
    const Gains from = gains_;
    if (tilt_ != tilt_target_ || bass_ != bass_target_) {
      tilt_ = towards(tilt_, tilt_target_, step_);
      bass_ = towards(bass_, bass_target_, step_);
      gains_ = gains_of(tilt_, bass_);
    }
    const float inverse = 2.0f / static_cast<float>(samples);
    for (size_t i = 0; i + 1 < samples; i += 2) {
      const float share = static_cast<float>(i / 2 + 1) * inverse;
      const float bass = from.bass + (gains_.bass - from.bass) * share;
      const float middle = from.middle + (gains_.middle - from.middle) * share;
      const float high = from.high + (gains_.high - from.high) * share;
      for (size_t channel = 0; channel < 2; ++channel) {
        float& sample = interleaved[at + i + channel];
        float& low = low_[channel];
        float& dark = dark_[channel];
        dark += split_high_ * (sample - dark);
        low += split_low_ * (dark - low);
        sample = (sample - dark) * high + (dark - low) * middle + low * bass;
      }
    }
    at += samples;
  }
}

}  // namespace continuo
