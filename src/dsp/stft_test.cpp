#include "dsp/stft.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

TEST(Fft, EqualsTheSumThatDefinesIt) {
  for (const size_t size : {2, 4, 32, 256}) {
    Rng rng(size);
    std::vector<std::complex<float>> values(size);
    for (auto& value : values)
      value = {static_cast<float>(rng.uniform(-1, 1)), static_cast<float>(rng.uniform(-1, 1))};
    std::vector<std::complex<double>> expected(size);
    for (size_t k = 0; k < size; ++k) {
      for (size_t n = 0; n < size; ++n) {
        const double angle =
            -2 * std::numbers::pi * static_cast<double>(k * n % size) / static_cast<double>(size);
        expected[k] += std::complex<double>(values[n]) * std::polar(1.0, angle);
      }
    }
    Fft(size).forward(values);
    for (size_t k = 0; k < size; ++k)
      ASSERT_LT(std::abs(std::complex<double>(values[k]) - expected[k]), 2e-5) << k;
  }
}

TEST(Fft, RefusesOtherSizes) {
  for (const size_t size : {0, 1, 3, 1000}) EXPECT_THROW(Fft{size}, Error) << size;
}

std::vector<float> sine(double hz, size_t samples) {
  std::vector<float> mono(samples);
  for (size_t n = 0; n < samples; ++n) {
    mono[n] =
        static_cast<float>(std::sin(2 * std::numbers::pi * hz * static_cast<double>(n) / 48000));
  }
  return mono;
}

TEST(Stft, AFullSineShowsAsOneInItsBin) {
  const double hz = 48000.0 * 40 / 2048;
  const Spectrogram found = stft(sine(hz, 48000), 48000, 2048, 512);
  EXPECT_EQ(found.moments, 48000 / 512 + 1u);
  EXPECT_EQ(found.bands, 1025u);
  EXPECT_NEAR(found.centres_hz[40], hz, 1e-9);
  EXPECT_NEAR(found.at(40, 40), 1.0f, 1e-3f);
  EXPECT_NEAR(found.at(40, 41), 0.5f, 1e-3f);
  EXPECT_LT(found.at(40, 60), 1e-3f);
}

TEST(Stft, MomentsAreCentredOnTheirTime) {
  std::vector<float> mono(48000);
  mono[24000] = 1;
  const Spectrogram found = stft(mono, 48000, 1024, 480);
  size_t loudest = 0;
  for (size_t m = 0; m < found.moments; ++m) {
    if (found.at(m, 100) > found.at(loudest, 100)) loudest = m;
  }
  EXPECT_EQ(loudest, 50u);
}

TEST(Stft, OctaveBandsFindTheNote) {
  const Spectrogram bins = stft(sine(440, 48000), 48000, 4096, 1024);
  const std::vector<double> centres = octave_centres(12, 27.5, 14000);
  const Spectrogram found = gather(bins, centres);
  size_t loudest = 0;
  for (size_t b = 0; b < found.bands; ++b) {
    if (found.at(20, b) > found.at(20, loudest)) loudest = b;
  }
  EXPECT_NEAR(centres[loudest], 440, 0.01);
}

TEST(Stft, MelBandsOfWhiteNoiseAreLevel) {
  Rng rng(2);
  std::vector<float> mono(96000);
  for (float& sample : mono) sample = static_cast<float>(rng.normal(0, 0.2));
  const Spectrogram found = gather(stft(mono, 48000, 2048, 512), mel_centres(64, 40, 16000));
  std::vector<double> energy(found.bands);
  for (size_t m = 4; m + 4 < found.moments; ++m) {
    for (size_t b = 0; b < found.bands; ++b) energy[b] += std::pow(found.at(m, b), 2);
  }
  const auto [low, high] = std::minmax_element(energy.begin(), energy.end());
  EXPECT_LT(10 * std::log10(*high / *low), 3.0);
}

TEST(Stft, CentresSpanTheirRange) {
  const std::vector<double> mel = mel_centres(40, 50, 8000);
  EXPECT_NEAR(mel.front(), 50, 1e-6);
  EXPECT_NEAR(mel.back(), 8000, 1e-6);
  EXPECT_TRUE(std::is_sorted(mel.begin(), mel.end()));
  EXPECT_EQ(octave_centres(1, 100, 1000), (std::vector<double>{100, 200, 400, 800}));
}

}  // namespace
}  // namespace continuo
