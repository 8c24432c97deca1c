#include "dsp/limiter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace continuo {

namespace {

constexpr int64_t kUnity = int64_t{1} << 30;

// Bessel function of the first kind, order zero, for the Kaiser window.
double bessel_i0(double x) {
  double sum = 1;
  double term = 1;
  for (int k = 1; k < 40; ++k) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

double kaiser_sinc(double distance, double half_width) {
  const double position = distance / half_width;
  if (std::abs(position) >= 1) return 0;
  constexpr double kBeta = 7.0;
  const double window = bessel_i0(kBeta * std::sqrt(1 - position * position)) / bessel_i0(kBeta);
  const double angle = std::numbers::pi * distance;
  return window * (std::abs(angle) < 1e-9 ? 1.0 : std::sin(angle) / angle);
}

size_t frames_of(int rate_hz, double ms) {
  return std::max<size_t>(2, static_cast<size_t>(std::lround(rate_hz * ms / 1000.0)));
}

}  // namespace

TruePeakDetector::TruePeakDetector() {
  // Tap i stands i samples after the window's start; the point asked for lies `fraction` after
  // sample kTaps/2 - 1.
  for (int phase = 0; phase < 3; ++phase) {
    const double point = kTaps / 2 - 1 + (phase + 1) / 4.0;
    double sum = 0;
    for (int i = 0; i < kTaps; ++i) {
      phases_[phase][i] = static_cast<float>(kaiser_sinc(point - i, kTaps / 2.0));
      sum += phases_[phase][i];
    }
    for (float& tap : phases_[phase]) tap = static_cast<float>(tap / sum);
  }
}

float TruePeakDetector::next(float left, float right) {
  history_[0][at_] = history_[0][at_ + kTaps] = left;
  history_[1][at_] = history_[1][at_ + kTaps] = right;
  at_ = at_ + 1 == kTaps ? 0 : at_ + 1;
  float peak = 0;
  for (const auto& channel : history_) {
    const float* window = channel.data() + at_;  // the oldest sample first
    peak = std::max(peak, std::abs(window[kTaps / 2 - 1]));
    for (const auto& taps : phases_) {
      float sum = 0;
      for (int i = 0; i < kTaps; ++i) sum += taps[i] * window[i];
      peak = std::max(peak, std::abs(sum));
    }
  }
  return peak;
}

GainSmoother::GainSmoother(int rate_hz, double lookahead_ms, double release_ms)
    : lookahead_(frames_of(rate_hz, lookahead_ms)),
      release_(1.0 - std::exp(-1000.0 / (release_ms * rate_hz))),
      // The window reaches two frames beyond the look-ahead: a peak between two samples needs the
      // gain of both.
      queue_(lookahead_ + 4),
      gain_(kUnity) {
  const size_t total = lookahead_ + 1;  // a + b - 1 taps of the two means together
  const size_t half = (total + 1) / 2;
  first_.window.assign(half, kUnity);
  second_.window.assign(total + 1 - half, kUnity);
  first_.sum = kUnity * static_cast<int64_t>(first_.window.size());
  second_.sum = kUnity * static_cast<int64_t>(second_.window.size());
}

int64_t GainSmoother::Mean::next(int64_t value) {
  sum += value - window[at];
  window[at] = value;
  at = at + 1 == window.size() ? 0 : at + 1;
  return sum / static_cast<int64_t>(window.size());
}

float GainSmoother::next(float peak) {
  const int64_t needed =
      peak > 1.0f ? static_cast<int64_t>(static_cast<double>(kUnity) / static_cast<double>(peak))
                  : kUnity;
  const size_t size = queue_.size();
  while (count_ > 0 && queue_[(front_ + count_ - 1) % size].gain >= needed) --count_;
  queue_[(front_ + count_) % size] = {frame_, needed};
  ++count_;
  if (queue_[front_].frame + lookahead_ + 2 < frame_) {
    front_ = (front_ + 1) % size;
    --count_;
  }
  ++frame_;

  const int64_t held = queue_[front_].gain;
  if (held < gain_) {
    gain_ = held;
  } else {
    const auto step = static_cast<int64_t>(static_cast<double>(held - gain_) * release_);
    gain_ = std::min(held, gain_ + std::max<int64_t>(step, 1));
  }
  const int64_t smooth = second_.next(first_.next(gain_));
  return static_cast<float>(static_cast<double>(smooth) / static_cast<double>(kUnity));
}

Limiter::Limiter(int rate_hz, const LimiterSettings& settings)
    : inverse_ceiling_(static_cast<float>(1.0 / db_to_gain(settings.ceiling_db))),
      smoother_(rate_hz, settings.lookahead_ms, settings.release_ms),
      delay_(2 * (smoother_.latency_frames() + TruePeakDetector::kLatencyFrames)) {}

void Limiter::process(std::span<float> interleaved) {
  for (size_t i = 0; i + 1 < interleaved.size(); i += 2) {
    const float left = interleaved[i];
    const float right = interleaved[i + 1];
    const float gain = smoother_.next(detector_.next(left, right) * inverse_ceiling_);
    interleaved[i] = delay_[at_] * gain;
    interleaved[i + 1] = delay_[at_ + 1] * gain;
    delay_[at_] = left;
    delay_[at_ + 1] = right;
    at_ = at_ + 2 == delay_.size() ? 0 : at_ + 2;
  }
}

std::vector<float> true_peaks(const Stereo& sound) {
  constexpr size_t kLate = TruePeakDetector::kLatencyFrames;
  TruePeakDetector detector;
  std::vector<float> peaks(sound.frames());
  for (size_t n = 0; n < sound.frames() + kLate; ++n) {
    const bool inside = n < sound.frames();
    const float peak = inside ? detector.next(sound.samples[2 * n], sound.samples[2 * n + 1])
                              : detector.next(0, 0);
    if (n >= kLate) peaks[n - kLate] = peak;
  }
  return peaks;
}

double limit(Stereo& sound, const LimiterSettings& settings) {
  const std::vector<float> peaks = true_peaks(sound);
  GainSmoother smoother(sound.rate_hz, settings.lookahead_ms, settings.release_ms);
  const auto inverse_ceiling = static_cast<float>(1.0 / db_to_gain(settings.ceiling_db));
  const size_t late = smoother.latency_frames();
  float deepest = 1;
  for (size_t n = 0; n < sound.frames() + late; ++n) {
    const float gain = smoother.next(n < sound.frames() ? peaks[n] * inverse_ceiling : 0);
    if (n < late) continue;
    sound.samples[2 * (n - late)] *= gain;
    sound.samples[2 * (n - late) + 1] *= gain;
    deepest = std::min(deepest, gain);
  }
  return -gain_to_db(static_cast<double>(deepest));
}

}  // namespace continuo
