#include "dsp/stft.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "base/error.h"

namespace continuo {

Fft::Fft(size_t size) : order_(size) {
  if (size < 2 || !std::has_single_bit(size)) {
    fail(ErrorKind::kInternal, "fft", "expected a power of two from 2 up, found {}.", size);
  }
  // Each stage's own, one after the other: half of them in the last stage, read in a row.
  twiddles_.reserve(size - 1);
  for (size_t half = 1; half < size; half *= 2) {
    for (size_t k = 0; k < half; ++k) {
      const double angle = -std::numbers::pi * static_cast<double>(k) / static_cast<double>(half);
      twiddles_.push_back(
          {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))});
    }
  }
  for (size_t i = 1; i < size; ++i) {
    order_[i] = (order_[i / 2] >> 1) | static_cast<uint32_t>((i & 1) * (size / 2));
  }
}

void Fft::forward(std::span<std::complex<float>> values) const {
  const size_t size = order_.size();
  for (size_t i = 0; i < size; ++i) {
    if (i < order_[i]) std::swap(values[i], values[order_[i]]);
  }
  const std::complex<float>* twiddles = twiddles_.data();
  for (size_t half = 1; half < size; half *= 2) {
    for (size_t start = 0; start < size; start += 2 * half) {
      std::complex<float>* low = &values[start];
      std::complex<float>* high = low + half;
      for (size_t k = 0; k < half; ++k) {
        const std::complex<float> w = twiddles[k];
        const std::complex<float> a = low[k];
        const std::complex<float> b = high[k];
        // Written out: operator* of std::complex checks for infinities.
        const std::complex<float> turned(w.real() * b.real() - w.imag() * b.imag(),
                                         w.real() * b.imag() + w.imag() * b.real());
        low[k] = a + turned;
        high[k] = a - turned;
      }
    }
    twiddles += half;
  }
}

Spectrogram stft(std::span<const float> mono, int rate_hz, size_t fft_samples, size_t hop_samples) {
  if (hop_samples == 0)
    fail(ErrorKind::kInternal, "stft", "expected a hop of at least one sample.");
  const Fft fft(fft_samples);
  Spectrogram result;
  result.moments = mono.size() / hop_samples + 1;
  result.bands = fft_samples / 2 + 1;
  result.hop_s = static_cast<double>(hop_samples) / rate_hz;
  result.magnitudes.resize(result.moments * result.bands);
  for (size_t k = 0; k < result.bands; ++k) {
    result.centres_hz.push_back(static_cast<double>(k) * rate_hz /
                                static_cast<double>(fft_samples));
  }
  std::vector<float> window(fft_samples);
  float sum = 0;
  for (size_t i = 0; i < fft_samples; ++i) {
    const double angle =
        2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(fft_samples);
    window[i] = static_cast<float>(0.5 - 0.5 * std::cos(angle));
    sum += window[i];
  }
  std::vector<std::complex<float>> values(fft_samples);
  const auto half = static_cast<ptrdiff_t>(fft_samples / 2);
  for (size_t m = 0; m < result.moments; ++m) {
    const ptrdiff_t first = static_cast<ptrdiff_t>(m * hop_samples) - half;
    for (size_t i = 0; i < fft_samples; ++i) {
      const ptrdiff_t at = first + static_cast<ptrdiff_t>(i);
      const bool inside = at >= 0 && at < static_cast<ptrdiff_t>(mono.size());
      values[i] = inside ? mono[static_cast<size_t>(at)] * window[i] : 0.0f;
    }
    fft.forward(values);
    for (size_t k = 0; k < result.bands; ++k) {
      const float sides = k == 0 || k + 1 == result.bands ? 1.0f : 2.0f;
      result.at(m, k) = std::abs(values[k]) * sides / sum;
    }
  }
  return result;
}

Spectrogram gather(const Spectrogram& bins, std::span<const double> centres_hz) {
  const size_t count = centres_hz.size();
  if (count < 2 || bins.bands < 2 || !std::is_sorted(centres_hz.begin(), centres_hz.end())) {
    fail(ErrorKind::kInternal, "stft", "expected at least two bands in ascending order.");
  }
  const double bin_hz = bins.centres_hz[1];
  struct Weight {
    size_t bin;
    float share;
  };
  std::vector<std::vector<Weight>> weights(count);
  for (size_t b = 0; b < count; ++b) {
    const double centre = centres_hz[b];
    // At least one bin wide: then the triangle is the interpolation between the two nearest bins.
    const double below =
        std::max(centre - (b > 0 ? centres_hz[b - 1] : 2 * centre - centres_hz[1]), bin_hz);
    const double above = std::max(
        (b + 1 < count ? centres_hz[b + 1] : 2 * centre - centres_hz[b - 1]) - centre, bin_hz);
    const auto first = static_cast<size_t>(std::max(0.0, std::ceil((centre - below) / bin_hz)));
    double total = 0;
    for (size_t k = first; k < bins.bands && bins.centres_hz[k] < centre + above; ++k) {
      const double distance = bins.centres_hz[k] - centre;
      const double share = 1.0 - std::abs(distance) / (distance < 0 ? below : above);
      if (share <= 0) continue;
      weights[b].push_back({k, static_cast<float>(share)});
      total += share;
    }
    for (Weight& weight : weights[b]) weight.share = static_cast<float>(weight.share / total);
  }
  Spectrogram result;
  result.moments = bins.moments;
  result.bands = count;
  result.hop_s = bins.hop_s;
  result.centres_hz.assign(centres_hz.begin(), centres_hz.end());
  result.magnitudes.resize(result.moments * count);
  for (size_t m = 0; m < bins.moments; ++m) {
    for (size_t b = 0; b < count; ++b) {
      float energy = 0;
      for (const Weight& weight : weights[b]) {
        const float magnitude = bins.at(m, weight.bin);
        energy += weight.share * magnitude * magnitude;
      }
      result.at(m, b) = std::sqrt(energy);
    }
  }
  return result;
}

std::vector<double> mel_centres(size_t count, double low_hz, double high_hz) {
  const auto mel = [](double hz) { return 2595.0 * std::log10(1.0 + hz / 700.0); };
  const double low = mel(low_hz);
  const double step = count > 1 ? (mel(high_hz) - low) / static_cast<double>(count - 1) : 0.0;
  std::vector<double> centres(count);
  for (size_t i = 0; i < count; ++i) {
    centres[i] = 700.0 * (std::pow(10.0, (low + step * static_cast<double>(i)) / 2595.0) - 1.0);
  }
  return centres;
}

std::vector<double> octave_centres(size_t per_octave, double low_hz, double high_hz) {
  std::vector<double> centres;
  for (size_t i = 0;; ++i) {
    const double hz = low_hz * std::exp2(static_cast<double>(i) / static_cast<double>(per_octave));
    if (hz > high_hz) return centres;
    centres.push_back(hz);
  }
}

}  // namespace continuo
