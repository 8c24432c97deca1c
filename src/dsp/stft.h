// Spectra over time: a small FFT, the short-time Fourier transform, and its bins gathered into mel
// or octave bands.
#pragma once

#include <complex>
#include <span>
#include <vector>

namespace continuo {

// In-place transform of a power-of-two length: X[k] = sum over n of x[n] exp(-2 pi i k n / N).
class Fft {
 public:
  explicit Fft(size_t size);  // throws Error(kInternal) unless a power of two, at least 2
  void forward(std::span<std::complex<float>> values) const;
  size_t size() const { return order_.size(); }

 private:
  std::vector<std::complex<float>> twiddles_;
  std::vector<uint32_t> order_;  // bit-reversed indices
};

// Rows are moments, columns are frequencies.
struct Spectrogram {
  size_t moments = 0;
  size_t bands = 0;
  double hop_s = 0;
  std::vector<double> centres_hz;  // of each band
  std::vector<float> magnitudes;   // [moments, bands]
  float at(size_t moment, size_t band) const { return magnitudes[moment * bands + band]; }
  float& at(size_t moment, size_t band) { return magnitudes[moment * bands + band]; }
};

// Magnitudes under a Hann window, moment m centred on sample m * hop; a sine of amplitude 1 shows
// as 1. The bands are bins 0..fft/2. A sound of n samples has n / hop + 1 moments.
Spectrogram stft(std::span<const float> mono, int rate_hz, size_t fft_samples, size_t hop_samples);

// Triangular bands around ascending centres, each of unit area over its bins or, where bins are
// wider than the band, interpolated between them. Energies are averaged: a band's magnitude is a
// root mean square.
Spectrogram gather(const Spectrogram& bins, std::span<const double> centres_hz);

// Centres for gather(): evenly spaced on O'Shaughnessy's mel scale (2595 log10(1 + f / 700)), or in
// octaves.
std::vector<double> mel_centres(size_t count, double low_hz, double high_hz);
std::vector<double> octave_centres(size_t per_octave, double low_hz, double high_hz);

}  // namespace continuo
