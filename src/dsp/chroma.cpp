#include "dsp/chroma.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "base/error.h"
#include "dsp/stft.h"

namespace continuo {

namespace {

constexpr size_t kBins = kChromaWindow_samples / 2 + 1;
constexpr double kClasses = kPitchClasses;

// Octaves above A0, 27.5 Hz.
double octave_of(double hz) { return std::log2(hz / 27.5); }

// Sample `at` of a sound whose edges are mirrors.
float mirrored(std::span<const float> sound, ptrdiff_t at) {
  const auto last = static_cast<ptrdiff_t>(sound.size()) - 1;
  if (at < 0) at = -at;
  if (at > last) at = 2 * last - at;
  return sound[static_cast<size_t>(at)];
}

}  // namespace

std::vector<Chroma> chroma_filters() {
  // Where each bin lies, in classes above A0; 0 Hz one and a half octaves under the next.
  std::vector<double> places(kBins + 1);
  for (size_t bin = 1; bin <= kBins; ++bin) {
    const double hz =
        static_cast<double>(bin) * kChromaRate_hz / static_cast<double>(kChromaWindow_samples);
    places[bin] = kClasses * octave_of(hz);
  }
  places[0] = places[1] - 1.5 * kClasses;

  constexpr double kCentre_octaves = 5, kSpread_octaves = 2;
  constexpr int kA = 9;  // counted from C
  std::vector<Chroma> filters(kBins);
  for (size_t bin = 0; bin < kBins; ++bin) {
    const double width = std::max(places[bin + 1] - places[bin], 1.0);
    std::array<double, kPitchClasses> shares;
    double squares = 0;
    for (size_t c = 0; c < kPitchClasses; ++c) {
      // The way to the nearest place of class c above A, -6 to 6 classes.
      const double away = places[bin] - static_cast<double>(c);
      const double nearest = away - kClasses * std::floor(away / kClasses + 0.5);
      const double bump = 2 * nearest / width;
      shares[c] = std::exp(-0.5 * bump * bump);
      squares += shares[c] * shares[c];
    }
    const double from_centre = (places[bin] / kClasses - kCentre_octaves) / kSpread_octaves;
    const double weight = std::exp(-0.5 * from_centre * from_centre) / std::sqrt(squares);
    for (size_t c = 0; c < kPitchClasses; ++c)
      filters[bin][(c + kA) % kPitchClasses] = static_cast<float>(shares[c] * weight);
  }
  return filters;
}

std::vector<Chroma> chroma(std::span<const float> mono) {
  if (mono.empty()) fail(ErrorKind::kInput, "chroma", "expected sound, found none.");
  constexpr size_t kWindow = kChromaWindow_samples;
  std::vector<float> padded;
  if (mono.size() < kWindow) {
    padded.assign(kWindow, 0.0f);
    const size_t before = (kWindow - mono.size()) / 2;
    std::copy(mono.begin(), mono.end(), padded.begin() + static_cast<ptrdiff_t>(before));
    mono = padded;
  }
  std::vector<float> window(kWindow);
  double energy = 0;
  for (size_t i = 0; i < kWindow; ++i) {
    const double turn = static_cast<double>(i) / static_cast<double>(kWindow);
    window[i] = static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * turn));
    energy += static_cast<double>(window[i]) * window[i];
  }

  const Fft fft(kWindow);
  const std::vector<Chroma> filters = chroma_filters();
  std::vector<std::complex<float>> spectrum(kWindow);
  std::vector<Chroma> moments(mono.size() / kChromaHop_samples + 1);
  for (size_t m = 0; m < moments.size(); ++m) {
    const auto first =
        static_cast<ptrdiff_t>(m * kChromaHop_samples) - static_cast<ptrdiff_t>(kWindow / 2);
    for (size_t i = 0; i < kWindow; ++i)
      spectrum[i] = mirrored(mono, first + static_cast<ptrdiff_t>(i)) * window[i];
    fft.forward(spectrum);
    std::array<double, kPitchClasses> sums{};
    for (size_t bin = 0; bin < kBins; ++bin) {
      const double power = std::norm(spectrum[bin]) / energy;
      for (size_t c = 0; c < kPitchClasses; ++c) sums[c] += filters[bin][c] * power;
    }
    // Under this, what is heard is the arithmetic.
    constexpr double kSilence = 1e-6;
    const double most = std::max(*std::max_element(sums.begin(), sums.end()), kSilence);
    for (size_t c = 0; c < kPitchClasses; ++c) moments[m][c] = static_cast<float>(sums[c] / most);
  }
  return moments;
}

std::vector<int32_t> pitch_classes(std::span<const float> mono) {
  std::vector<int32_t> classes;
  for (const Chroma& moment : chroma(mono)) {
    const auto strongest = std::max_element(moment.begin(), moment.end());
    classes.push_back(static_cast<int32_t>(strongest - moment.begin()));
  }
  return classes;
}

}  // namespace continuo
