#include "listen/sound_onsets.h"

#include <algorithm>
#include <cmath>

#include "dsp/stft.h"
#include "listen/sound_spectrum.h"

namespace continuo {

namespace {

constexpr size_t kFft = 2048;
constexpr size_t kLag = 2;  // hops back that a rise is measured over: 10 ms
constexpr double kBandsPerOctave = 12;
constexpr double kLowestHz = 40;
constexpr double kHighestHz = 16000;
constexpr float kCompression = 20;  // of a band's mean: quieter than a twentieth hardly counts
constexpr float kFloor = 1e-6f;     // of the loudest band's mean: what lies under is no sound
constexpr float kSilence = 1e-12f;  // mean power, full scale being 1
// A window sees a stroke before its middle does, and what is compressed rises early: a click is found
// 8 ms before it begins, a soft instrument of the soundfont as much after. This is the middle.
constexpr double kEarly_s = 0.004;

struct Band {
  size_t first;
  std::vector<float> shares;
};

// Triangles an octave's twelfth apart, no narrower than a bin, each of area 1.
std::vector<Band> bands() {
  const double bin_hz = static_cast<double>(kListenRateHz) / kFft;
  std::vector<double> centres;  // in bins
  for (double hz = kLowestHz; hz <= kHighestHz; hz *= std::exp2(1 / kBandsPerOctave)) {
    const double bin = hz / bin_hz;
    if (centres.empty() || bin >= centres.back() + 1) centres.push_back(bin);
  }
  std::vector<Band> result;
  for (size_t b = 1; b + 1 < centres.size(); ++b) {
    Band band{static_cast<size_t>(std::ceil(centres[b - 1])), {}};
    float total = 0;
    for (size_t k = band.first; static_cast<double>(k) <= centres[b + 1]; ++k) {
      const double at = static_cast<double>(k);
      const double share = at < centres[b] ? (at - centres[b - 1]) / (centres[b] - centres[b - 1])
                                           : (centres[b + 1] - at) / (centres[b + 1] - centres[b]);
      band.shares.push_back(static_cast<float>(share));
      total += band.shares.back();
    }
    for (float& share : band.shares) share /= total;
    result.push_back(std::move(band));
  }
  return result;
}

}  // namespace

std::vector<float> spectral_flux(const Stereo& sound) {
  const std::vector<Band> all = bands();
  const size_t count = all.size();
  std::vector<float> levels;  // [moments, bands]
  std::vector<double> means(count);
  each_spectrum(sound, kFft, kFluxHopFrames, [&](size_t, std::span<const float> power) {
    for (size_t b = 0; b < count; ++b) {
      float sum = 0;
      for (size_t i = 0; i < all[b].shares.size(); ++i)
        sum += all[b].shares[i] * power[all[b].first + i];
      levels.push_back(sum);
      means[b] += static_cast<double>(sum);
    }
  });
  const size_t moments = levels.size() / count;
  std::vector<float> flux(moments, 0.0f);
  const double loudest = *std::max_element(means.begin(), means.end());
  if (loudest / static_cast<double>(moments) < static_cast<double>(kSilence)) return flux;
  for (size_t b = 0; b < count; ++b) {
    const double mean = std::max(means[b], loudest * static_cast<double>(kFloor));
    const auto scale = static_cast<float>(kCompression * static_cast<double>(moments) / mean);
    for (size_t m = 0; m < moments; ++m) {
      float& level = levels[m * count + b];
      level = std::log1p(level * scale);
    }
  }
  // Where a window reaches over the end, the sound's breaking off is no onset.
  const size_t whole =
      sound.frames() > kFft / 2 ? (sound.frames() - kFft / 2) / kFluxHopFrames + 1 : 0;
  for (size_t m = kLag; m < std::min(moments, whole); ++m) {
    const float* now = &levels[m * count];
    const float* before = &levels[(m - kLag) * count];
    float sum = 0;
    for (size_t b = 0; b < count; ++b) {
      float most = before[b];
      if (b > 0) most = std::max(most, before[b - 1]);
      if (b + 1 < count) most = std::max(most, before[b + 1]);
      sum += std::max(0.0f, now[b] - most);
    }
    flux[m] = sum / static_cast<float>(count);
  }
  return flux;
}

std::vector<Onset> onsets_of_flux(const std::vector<float>& flux, const OnsetOptions& options) {
  constexpr ptrdiff_t kPeakReach = 6;    // 30 ms: a peak is the highest of these
  constexpr ptrdiff_t kMeanBefore = 20;  // and stands out of the mean of these
  constexpr ptrdiff_t kMeanAfter = 14;
  const auto moments = static_cast<ptrdiff_t>(flux.size());
  const auto at = [&](ptrdiff_t m) { return flux[static_cast<size_t>(m)]; };
  std::vector<Onset> onsets;
  for (ptrdiff_t m = 1; m + 1 < moments; ++m) {
    const ptrdiff_t low = std::max<ptrdiff_t>(0, m - kPeakReach);
    const ptrdiff_t high = std::min(moments - 1, m + kPeakReach);
    bool peak = at(m) > 0;
    for (ptrdiff_t i = low; i <= high && peak; ++i) peak = at(i) < at(m) || i >= m;
    for (ptrdiff_t i = m + 1; i <= high && peak; ++i) peak = at(i) <= at(m);
    if (!peak) continue;
    double mean = 0;
    const ptrdiff_t begin = std::max<ptrdiff_t>(0, m - kMeanBefore);
    const ptrdiff_t end = std::min(moments, m + kMeanAfter + 1);
    for (ptrdiff_t i = begin; i < end; ++i) mean += static_cast<double>(at(i));
    mean /= static_cast<double>(end - begin);
    const auto height = static_cast<double>(at(m));
    if (height < mean + options.threshold) continue;
    const auto left = static_cast<double>(at(m - 1));
    const auto right = static_cast<double>(at(m + 1));
    const double bend = left - 2 * height + right;
    const double between = bend < 0 ? 0.5 * (left - right) / bend : 0;
    const double seconds = (static_cast<double>(m) + between) / kFluxRateHz + kEarly_s;
    if (!onsets.empty() && seconds - onsets.back().seconds < options.closest_s) continue;
    onsets.push_back({std::max(0.0, seconds), height});
  }
  return onsets;
}

std::vector<Onset> sound_onsets(const Stereo& sound, const OnsetOptions& options) {
  return onsets_of_flux(spectral_flux(sound), options);
}

}  // namespace continuo
