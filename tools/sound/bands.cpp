#include "bands.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "listen/sound_spectrum.h"

namespace continuo {

namespace {

constexpr size_t kFft = 4096;
constexpr size_t kHop = 2048;
constexpr double kLowest_hz = 31.25;

// The band of each bin; kBands for none.
std::array<size_t, kFft / 2 + 1> band_of_bins() {
  std::array<size_t, kFft / 2 + 1> bands{};
  for (size_t bin = 0; bin < bands.size(); ++bin) {
    const double hz = static_cast<double>(bin) * kSampleRateHz / kFft;
    const double place = 3 * std::log2(std::max(hz, 1.0) / kLowest_hz) + 0.5;
    const bool outside = place < 0 || place >= BandEnergies::kBands;
    bands[bin] = outside ? BandEnergies::kBands : static_cast<size_t>(place);
  }
  return bands;
}

}  // namespace

double band_centre_hz(size_t band) { return kLowest_hz * std::exp2(static_cast<double>(band) / 3); }

BandEnergies band_energies(const Stereo& sound) {
  static const auto bands = band_of_bins();
  BandEnergies result;
  result.moments = sound.frames() / kHop + 1;
  result.energy.assign(result.moments * BandEnergies::kBands, 0);
  each_spectrum(sound, kFft, kHop, [&](size_t moment, std::span<const float> power) {
    for (size_t bin = 0; bin < power.size(); ++bin) {
      if (bands[bin] < BandEnergies::kBands)
        result.energy[moment * BandEnergies::kBands + bands[bin]] +=
            static_cast<double>(power[bin]);
    }
  });
  return result;
}

double BandEnergies::sum(double low_hz, double high_hz) const {
  double total = 0;
  for (size_t band = 0; band < kBands; ++band) {
    if (band_centre_hz(band) < low_hz || band_centre_hz(band) >= high_hz) continue;
    for (size_t moment = 0; moment < moments; ++moment) total += at(moment, band);
  }
  return total;
}

Stereo middle_of(const Stereo& sound) {
  Stereo result = sound;
  for (size_t n = 0; n < sound.frames(); ++n) {
    const float middle = (sound.samples[2 * n] + sound.samples[2 * n + 1]) / 2;
    result.samples[2 * n] = result.samples[2 * n + 1] = middle;
  }
  return result;
}

Stereo sides_of(const Stereo& sound) {
  Stereo result = sound;
  for (size_t n = 0; n < sound.frames(); ++n) {
    const float side = (sound.samples[2 * n] - sound.samples[2 * n + 1]) / 2;
    result.samples[2 * n] = result.samples[2 * n + 1] = side;
  }
  return result;
}

double spectral_slope(const BandEnergies& bands) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (size_t band = 0; band < BandEnergies::kBands; ++band) {
    const double hz = band_centre_hz(band);
    if (hz < 100 || hz > 8000) continue;
    const double octave = std::log2(hz);
    // A band is as wide as its frequency: its density falls by 3 dB an octave against its energy.
    const double db = to_db(bands.sum(hz * 0.99, hz * 1.01) / hz);
    n += 1;
    x += octave;
    y += db;
    xx += octave * octave;
    xy += octave * db;
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

double centroid_hz(const BandEnergies& bands) {
  double weight = 0, sum = 0;
  for (size_t band = 0; band < BandEnergies::kBands; ++band) {
    const double hz = band_centre_hz(band);
    const double magnitude = std::sqrt(bands.sum(hz * 0.99, hz * 1.01));
    weight += magnitude;
    sum += magnitude * hz;
  }
  return weight > 0 ? sum / weight : 0;
}

double to_db(double energy) { return 10 * std::log10(std::max(energy, 1e-12)); }

}  // namespace continuo
