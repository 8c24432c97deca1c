#include "listen/sound_features.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "listen/sound_spectrum.h"

namespace continuo {

StrokeSplit::StrokeSplit(size_t bins, size_t reach_moments, size_t reach_bins, Sink sink)
    : bins_(bins),
      reach_(reach_moments),
      reach_bins_(reach_bins),
      sink_(std::move(sink)),
      ring_((2 * reach_moments + 1) * bins),
      along_(bins),
      strikes_(bins) {}

void StrokeSplit::push(std::span<const float> power) {
  const size_t row = pushed_ % (2 * reach_ + 1);
  std::copy(power.begin(), power.end(), ring_.begin() + static_cast<ptrdiff_t>(row * bins_));
  ++pushed_;
  if (pushed_ > reach_) emit(emitted_++);
}

void StrokeSplit::finish() {
  while (emitted_ < pushed_) emit(emitted_++);
}

void StrokeSplit::emit(size_t moment) {
  const size_t rows = 2 * reach_ + 1;
  const size_t first = moment > reach_ ? moment - reach_ : 0;
  const size_t count = std::min(pushed_, moment + reach_ + 1) - first;
  const std::span<const float> power(&ring_[(moment % rows) * bins_], bins_);
  RunningMedian(reach_bins_).filter(power, along_);
  std::vector<float> values(count);
  for (size_t k = 0; k < bins_; ++k) {
    for (size_t i = 0; i < count; ++i) values[i] = ring_[((first + i) % rows) * bins_ + k];
    const auto half = values.begin() + static_cast<ptrdiff_t>(count / 2);
    std::nth_element(values.begin(), half, values.end());
    const float stands = *half * *half;
    const float strikes = along_[k] * along_[k];
    strikes_[k] = stands + strikes > 0 ? strikes / (stands + strikes) : 0.0f;
  }
  sink_(power, strikes_);
}

namespace {

constexpr size_t kFft = 2048;
constexpr size_t kHop = 1024;
constexpr size_t kReachMoments =
    8;  // 171 ms either way: a kick is shorter than the median, a bass note longer
constexpr size_t kReachBins = 8;  // 190 Hz
constexpr double kBinHz = static_cast<double>(kListenRateHz) / kFft;
constexpr double kStrokesFromHz = 300;  // under it a kick drum is as narrow as a note

// A mean frequency, by magnitude.
struct Centre {
  double weighted = 0;
  double total = 0;
  void add(double hz, double magnitude) {
    weighted += hz * magnitude;
    total += magnitude;
  }
  double hz() const { return total > 0 ? weighted / total : 0; }
};

// Of a Hann window, the power of all bins together over that of the sound.
constexpr double kWindowSpread = 1.5;

double power_to_db(double power) { return 10 * std::log10(power); }

}  // namespace

SoundFeatures sound_features(const Stereo& sound) {
  SoundFeatures features;
  std::array<double, 2> sums{};
  double squares = 0;
  for (size_t i = 0; i < sound.samples.size(); ++i) {
    const auto sample = static_cast<double>(sound.samples[i]);
    sums[i % 2] += sample;
    squares += sample * sample;
  }
  const auto frames = static_cast<double>(std::max<size_t>(1, sound.frames()));
  const double power_of_sound = squares / (2 * frames);
  features.rms_db = power_to_db(power_of_sound);
  features.dc = (std::abs(sums[0]) > std::abs(sums[1]) ? sums[0] : sums[1]) / frames;

  Centre all, sustained;
  double total = 0, low = 0, bass = 0, strokes = 0;
  double stroke_magnitude = 0, magnitude_total = 0;
  size_t moments = 0;
  StrokeSplit split(kFft / 2 + 1, kReachMoments, kReachBins,
                    [&](std::span<const float> power, std::span<const float> strikes) {
                      ++moments;
                      for (size_t k = 1; k < power.size(); ++k) {
                        const double hz = static_cast<double>(k) * kBinHz;
                        const auto energy = static_cast<double>(power[k]);
                        const auto share = static_cast<double>(strikes[k]);
                        const double magnitude = std::sqrt(energy);
                        all.add(hz, magnitude);
                        sustained.add(hz, magnitude * (1 - share));
                        total += energy;
                        if (hz < kLowBandHz) {
                          low += energy;
                          bass += energy * (1 - share);
                        }
                        if (hz >= kStrokesFromHz) {
                          strokes += energy * share;
                          stroke_magnitude += magnitude * share;
                          magnitude_total += magnitude;
                        }
                      }
                    });
  each_spectrum(sound, kFft, kHop,
                [&](size_t, std::span<const float> power) { split.push(power); });
  split.finish();

  // A sine of amplitude 1 has a power of a half.
  const double scale = 1 / (2 * kWindowSpread * static_cast<double>(std::max<size_t>(1, moments)));
  features.centroid_hz = all.hz();
  features.sustained_centroid_hz = sustained.hz();
  features.low_db = power_to_db(low * scale);
  features.low_share = total > 0 ? low / total : 0;
  features.bass_db = power_to_db(bass * scale);
  features.stroke_db = power_to_db(strokes * scale);
  features.stroke_share = magnitude_total > 0 ? stroke_magnitude / magnitude_total : 0;
  return features;
}

}  // namespace continuo
