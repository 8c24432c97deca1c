#include "listen/sound_spectrum.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "base/error.h"
#include "dsp/resample.h"
#include "dsp/stft.h"

namespace continuo {

Stereo at_listening_rate(Stereo sound) {
  if (sound.rate_hz == kListenRateHz) return sound;
  return {resampled(sound.samples, 2, sound.rate_hz, kListenRateHz), kListenRateHz};
}

void each_spectrum(const Stereo& sound, size_t fft_samples, size_t hop_frames,
                   const SpectrumReader& reader) {
  if (sound.rate_hz != kListenRateHz || hop_frames == 0) {
    fail(ErrorKind::kInternal, "spectrum", "expected sound at {} Hz and a hop, found {} Hz, {}.",
         kListenRateHz, sound.rate_hz, hop_frames);
  }
  const Fft fft(fft_samples);
  std::vector<float> window(fft_samples);
  double sum = 0;
  for (size_t i = 0; i < fft_samples; ++i) {
    const double turn = static_cast<double>(i) / static_cast<double>(fft_samples);
    window[i] = static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * turn));
    sum += static_cast<double>(window[i]);
  }
  std::vector<std::complex<float>> values(fft_samples);
  std::vector<float> power(fft_samples / 2 + 1);
  const auto frames = static_cast<ptrdiff_t>(sound.frames());
  const auto size = static_cast<ptrdiff_t>(fft_samples);
  const auto scale = static_cast<float>(1.0 / (sum * sum));
  for (size_t moment = 0; moment <= sound.frames() / hop_frames; ++moment) {
    const ptrdiff_t first = static_cast<ptrdiff_t>(moment * hop_frames) - size / 2;
    std::fill(values.begin(), values.end(), std::complex<float>());
    const ptrdiff_t end = std::min(size, frames - first);
    for (ptrdiff_t i = std::max<ptrdiff_t>(0, -first); i < end; ++i) {
      const auto at = static_cast<size_t>(2 * (first + i));
      const auto n = static_cast<size_t>(i);
      values[n] = {sound.samples[at] * window[n], sound.samples[at + 1] * window[n]};
    }
    // Left is the real part and right the imaginary: of a bin and its mirror, the powers of the two
    // sides are the sum.
    fft.forward(values);
    const size_t last = fft_samples / 2;
    power[0] = 0.5f * std::norm(values[0]) * scale;
    power[last] = 0.5f * std::norm(values[last]) * scale;
    for (size_t k = 1; k < last; ++k)
      power[k] = (std::norm(values[k]) + std::norm(values[fft_samples - k])) * scale;
    reader(moment, power);
  }
}

void RunningMedian::filter(std::span<const float> in, std::span<float> out) {
  sorted_.clear();
  const size_t size = in.size();
  for (size_t i = 0; i < std::min(reach_, size); ++i)
    sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), in[i]), in[i]);
  for (size_t i = 0; i < size; ++i) {
    if (i + reach_ < size) {
      const float next = in[i + reach_];
      sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), next), next);
    }
    if (i > reach_)
      sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), in[i - reach_ - 1]));
    out[i] = sorted_[sorted_.size() / 2];
  }
}

}  // namespace continuo
