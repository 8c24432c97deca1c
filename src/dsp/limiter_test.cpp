#include "dsp/limiter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/rng.h"
#include "dsp/loudness.h"

namespace continuo {
namespace {

constexpr double kPi = std::numbers::pi;

Stereo made(size_t frames, auto left, auto right) {
  Stereo sound{std::vector<float>(2 * frames)};
  for (size_t n = 0; n < frames; ++n) {
    sound.samples[2 * n] = static_cast<float>(left(static_cast<double>(n)));
    sound.samples[2 * n + 1] = static_cast<float>(right(static_cast<double>(n)));
  }
  return sound;
}

Stereo made(size_t frames, auto both) { return made(frames, both, both); }

float sample_peak(const Stereo& sound) {
  float peak = 0;
  for (float sample : sound.samples) peak = std::max(peak, std::abs(sample));
  return peak;
}

TEST(TruePeak, SeesBetweenTheSamples) {
  // A quarter of the sample rate at 45 degrees: every sample is 0.707 of the wave's peak.
  const Stereo sound = made(4800, [](double n) { return std::sin(kPi / 2 * n + kPi / 4); });
  EXPECT_NEAR(sample_peak(sound), 0.70711f, 1e-4f);
  const std::vector<float> peaks = true_peaks(sound);
  for (size_t n = 100; n + 100 < peaks.size(); ++n)
    ASSERT_NEAR(std::max(peaks[n], peaks[n + 1]), 1.0f, 0.005f);
}

TEST(TruePeak, AgreesWithLibebur128) {
  Rng rng(7);
  for (int round = 0; round < 10; ++round) {
    const double low = rng.uniform(0.01, 0.3);
    const double high = rng.uniform(0.5, 2.0);  // up to 15 kHz
    const double phase = rng.uniform(0, 6);
    const Stereo sound = made(
        9600, [&](double n) { return 0.4 * std::sin(low * n) + 0.5 * std::sin(high * n + phase); },
        [](double) { return 0.0; });
    const std::vector<float> peaks = true_peaks(sound);
    const double found =
        gain_to_db(static_cast<double>(*std::max_element(peaks.begin(), peaks.end())));
    EXPECT_NEAR(found, measure_loudness(sound).true_peak_db, 0.1) << high;
  }
}

TEST(Limiter, PassesQuietSoundBitForBit) {
  Rng rng(1);
  const Stereo sound = made(9000, [&](double) { return rng.uniform(-0.3, 0.3); });
  Stereo out = sound;
  EXPECT_EQ(limit(out), 0.0);
  EXPECT_EQ(out.samples, sound.samples);
}

TEST(Limiter, SilenceStaysSilence) {
  Stereo out = made(9000, [](double) { return 0.0; });
  limit(out);
  EXPECT_EQ(sample_peak(out), 0.0f);
}

TEST(Limiter, HoldsImpulsesUnderTheCeiling) {
  const Stereo sound = made(48000, [](double n) { return n == 20000 ? 4.0 : 0.0; });
  Stereo out = sound;
  const double reduction = limit(out);
  EXPECT_NEAR(reduction, gain_to_db(4.0) + 1.0, 0.02);
  EXPECT_NEAR(gain_to_db(sample_peak(out)), -1.0, 0.02);
  EXPECT_EQ(out.samples[2 * 19999], 0.0f);
}

TEST(Limiter, AStepHasNoCornerInItsGain) {
  const Stereo sound = made(96000, [](double n) { return n < 48000 ? 0.25 : 1.6; });
  Stereo out = sound;
  limit(out);
  float steepest = 0;
  float bend = 0;
  for (size_t n = 2; n < sound.frames(); ++n) {
    const auto gain = [&](size_t at) { return out.samples[2 * at] / sound.samples[2 * at]; };
    steepest = std::max(steepest, std::abs(gain(n) - gain(n - 1)));
    bend = std::max(bend, std::abs(gain(n) - 2 * gain(n - 1) + gain(n - 2)));
  }
  // The fall of 5 dB is spread over the 4 ms before the step (192 frames, a triangle of twice the
  // mean slope).
  EXPECT_LT(steepest, 0.5f * 2.2f / 192);
  EXPECT_LT(bend, 1e-4f);
  EXPECT_LE(sample_peak(out), static_cast<float>(db_to_gain(-1.0)) * 1.0001f);
}

TEST(Limiter, HoldsTheTruePeakOfIntersampleSines) {
  for (const double amplitude : {1.0, 2.0, 5.0}) {
    Stereo sound =
        made(48000, [&](double n) { return amplitude * std::sin(kPi / 2 * n + kPi / 4); });
    // Fade in, so that no band-unlimited edge is measured.
    for (size_t n = 0; n < 2000; ++n) {
      sound.samples[2 * n] *= static_cast<float>(n) / 2000;
      sound.samples[2 * n + 1] *= static_cast<float>(n) / 2000;
    }
    limit(sound);
    for (size_t n = 46000; n < 48000; ++n) {
      sound.samples[2 * n] *= static_cast<float>(48000 - n) / 2000;
      sound.samples[2 * n + 1] *= static_cast<float>(48000 - n) / 2000;
    }
    EXPECT_LT(measure_loudness(sound).true_peak_db, -0.9) << amplitude;
    EXPECT_GT(measure_loudness(sound).true_peak_db, -1.3) << amplitude;
  }
}

TEST(Limiter, BothSidesShareOneGain) {
  const Stereo sound = made(
      24000, [](double n) { return 2.0 * std::sin(0.03 * n); },
      [](double n) { return 0.4 * std::cos(0.05 * n); });
  Stereo out = sound;
  limit(out);
  for (size_t n = 0; n < sound.frames(); ++n) {
    if (std::abs(sound.samples[2 * n]) < 0.1f || std::abs(sound.samples[2 * n + 1]) < 0.1f)
      continue;
    ASSERT_NEAR(out.samples[2 * n] / sound.samples[2 * n],
                out.samples[2 * n + 1] / sound.samples[2 * n + 1], 1e-5f);
  }
}

TEST(Limiter, StreamingEqualsOneShotUnderAnyChunking) {
  Rng rng(3);
  const Stereo sound = made(
      20000, [&](double n) { return rng.uniform(-1.0, 1.0) * (2.0 + 2.0 * std::sin(0.001 * n)); });
  Stereo whole = sound;
  limit(whole);

  Limiter limiter;
  const size_t late = limiter.latency_frames();
  std::vector<float> stream = sound.samples;
  stream.resize(stream.size() + 2 * late);
  for (size_t at = 0; at < stream.size();) {
    const size_t count = std::min(stream.size() - at, 2 * static_cast<size_t>(rng.range(1, 700)));
    limiter.process(std::span(stream).subspan(at, count));
    at += count;
  }
  stream.erase(stream.begin(), stream.begin() + static_cast<ptrdiff_t>(2 * late));
  EXPECT_EQ(stream, whole.samples);
}

TEST(Limiter, NoiseNeverOvershoots) {
  Rng rng(11);
  for (const double amplitude : {1.0, 3.0, 30.0}) {
    Stereo sound = made(48000, [&](double) { return rng.normal(0, amplitude); });
    limit(sound);
    const std::vector<float> peaks = true_peaks(sound);
    EXPECT_LT(gain_to_db(static_cast<double>(*std::max_element(peaks.begin(), peaks.end()))), -0.9)
        << amplitude;
  }
}

}  // namespace
}  // namespace continuo
