#include "dsp/loudness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/rng.h"

namespace continuo {
namespace {

Stereo sine(double amplitude, double hz, double seconds) {
  Stereo sound{std::vector<float>(2 * static_cast<size_t>(seconds * kSampleRateHz))};
  for (size_t n = 0; n < sound.frames(); ++n) {
    const double angle = 2 * std::numbers::pi * hz * static_cast<double>(n) / kSampleRateHz;
    sound.samples[2 * n] = sound.samples[2 * n + 1] =
        static_cast<float>(amplitude * std::sin(angle));
  }
  return sound;
}

// Struck tones with loud attacks and long decays: like music, and its peaks reach 15 dB above its
// loudness.
Stereo music_like(uint64_t seed, double amplitude) {
  Rng rng(seed);
  Stereo sound{std::vector<float>(2 * 4 * kSampleRateHz)};
  for (int note = 0; note < 24; ++note) {
    const auto start = static_cast<size_t>(rng.range(0, 3 * kSampleRateHz));
    const double hz = rng.uniform(80, 2000);
    const double pan = rng.uniform();
    const double loud = amplitude * rng.uniform(0.2, 1.0);
    for (size_t n = start; n < std::min(sound.frames(), start + kSampleRateHz); ++n) {
      const double t = static_cast<double>(n - start) / kSampleRateHz;
      const double value = loud * std::exp(-6 * t) * std::sin(2 * std::numbers::pi * hz * t);
      sound.samples[2 * n] += static_cast<float>(value * pan);
      sound.samples[2 * n + 1] += static_cast<float>(value * (1 - pan));
    }
  }
  return sound;
}

TEST(Loudness, MeasuresAsTheStandardSays) {
  // EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS measures -23 LUFS.
  const Loudness found = measure_loudness(sine(db_to_gain(-23.0), 1000, 20));
  EXPECT_NEAR(found.integrated_lufs, -23.0, 0.1);
  EXPECT_NEAR(found.true_peak_db, -23.0, 0.1);
}

TEST(Loudness, SilenceHasNone) {
  const Loudness found = measure_loudness(sine(0, 1000, 2));
  EXPECT_EQ(found.integrated_lufs, -HUGE_VAL);
  EXPECT_EQ(found.true_peak_db, -HUGE_VAL);
}

TEST(Normalise, ReachesTheTargetUnderTheCeiling) {
  for (const double amplitude : {0.001, 0.05, 0.3, 2.0}) {
    for (const uint64_t seed : {1, 2, 3}) {
      Stereo sound = music_like(seed, amplitude);
      const NormaliseResult result = normalise_loudness(sound);
      const Loudness after = measure_loudness(sound);
      EXPECT_NEAR(after.integrated_lufs, -16.0, 0.1) << amplitude << " " << seed;
      EXPECT_LT(after.true_peak_db, -1.0) << amplitude << " " << seed;
      EXPECT_EQ(after.integrated_lufs, result.after.integrated_lufs);
    }
  }
}

TEST(Normalise, LimitsWhenTheTargetIsLoud) {
  Stereo sound = music_like(5, 0.2);
  const NormaliseResult result = normalise_loudness(sound, -11.0);
  EXPECT_GT(result.reduction_db, 3.0);
  EXPECT_NEAR(result.after.integrated_lufs, -11.0, 0.1);
  EXPECT_LT(result.after.true_peak_db, -1.0);
}

TEST(Normalise, LeavesSilenceAlone) {
  Stereo sound = sine(0, 440, 1);
  const NormaliseResult result = normalise_loudness(sound);
  EXPECT_EQ(result.gain_db, 0.0);
  for (float sample : sound.samples) ASSERT_EQ(sample, 0.0f);
  Stereo empty;
  normalise_loudness(empty);
  EXPECT_TRUE(empty.samples.empty());
}

TEST(Normalise, HoldsTheCeilingWhereLoudnessCannotBeMeasured) {
  Stereo sound = sine(3.0, 440, 0.2);
  normalise_loudness(sound);
  EXPECT_LT(measure_loudness(sound).true_peak_db, -1.0);
  EXPECT_GT(measure_loudness(sound).true_peak_db, -2.0);
}

TEST(Normalise, ALoneClickIsNotBlownUp) {
  Stereo sound = sine(0, 440, 5);
  sound.samples[2 * 100000] = 0.1f;
  const NormaliseResult result = normalise_loudness(sound);
  EXPECT_LT(result.after.true_peak_db, -1.0);
  EXPECT_LE(result.reduction_db, 12.5);
}

}  // namespace
}  // namespace continuo
