// Energies of sound by third octaves, moment by moment.
#pragma once

#include <cstddef>
#include <vector>

#include "dsp/stereo.h"

namespace continuo {

// Third octaves from 31 Hz to 16 kHz.
struct BandEnergies {
  static constexpr size_t kBands = 28;
  size_t moments = 0;          // of 43 ms
  std::vector<double> energy;  // [moments, kBands]

  double at(size_t moment, size_t band) const { return energy[moment * kBands + band]; }
  // Of all moments, in the bands whose centres lie in [low, high).
  double sum(double low_hz, double high_hz) const;
};

double band_centre_hz(size_t band);
BandEnergies band_energies(const Stereo& sound);

// What both sides share, and what they do not, each as sound on both sides.
Stereo middle_of(const Stereo& sound);
Stereo sides_of(const Stereo& sound);

// Of the power density against the logarithm of frequency, 100 Hz to 8 kHz: dB an octave.
double spectral_slope(const BandEnergies& bands);
// The mean frequency by magnitude.
double centroid_hz(const BandEnergies& bands);

double to_db(double energy);  // -120 for nothing

}  // namespace continuo
