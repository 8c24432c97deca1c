#include "dsp/resample.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

std::vector<float> sines(size_t frames, int rate_hz, double left_hz, double right_hz) {
  std::vector<float> sound;
  for (size_t i = 0; i < frames; ++i) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(i) / rate_hz;
    sound.push_back(static_cast<float>(0.5 * std::sin(turn * left_hz)));
    sound.push_back(static_cast<float>(0.5 * std::cos(turn * right_hz)));
  }
  return sound;
}

TEST(Resample, ASineStaysThatSineInItsPlace) {
  for (const auto& [from, to] : {std::pair{32000, 48000}, {44100, 48000}, {48000, 32000}}) {
    const auto frames = static_cast<size_t>(from / 4);
    const auto out = resampled(sines(frames, from, 997, 5000), 2, from, to);
    const auto expected = sines(static_cast<size_t>(to / 4), to, 997, 5000);
    ASSERT_EQ(out.size(), expected.size()) << from;
    // The ends lack half of what the filter would see.
    for (size_t i = 1000; i + 1000 < out.size(); ++i)
      ASSERT_NEAR(out[i], expected[i], 1e-4) << from << " " << i;
  }
}

TEST(Resample, WhatTheLowerRateCannotHoldIsGone) {
  const auto out = resampled(sines(24000, 48000, 18000, 1000), 2, 48000, 32000);
  for (size_t i = 2000; i + 2000 < out.size(); i += 2) ASSERT_LT(std::abs(out[i]), 1e-4f) << i;
}

TEST(Resample, AStreamIsTheSameInAnyPieces) {
  Rng rng(4);
  std::vector<float> sound(30000);
  for (float& sample : sound) sample = static_cast<float>(rng.uniform(-1, 1));
  const auto whole = resampled(sound, 1, 32000, 48000);
  ASSERT_EQ(whole.size(), 45000u);
  for (int round = 0; round < 5; ++round) {
    Resampler resampler(32000, 48000, 1);
    std::vector<float> pieced;
    resampler.push({}, pieced);  // nothing yet
    for (size_t at = 0; at < sound.size();) {
      const size_t count = std::min(sound.size() - at, static_cast<size_t>(rng.range(0, 3000)));
      resampler.push(std::span(sound).subspan(at, count), pieced);
      at += count;
    }
    resampler.finish(pieced);
    ASSERT_EQ(pieced, whole);
  }
}

TEST(Resample, EqualRatesPassBitForBitAndOddOnesAreRefused) {
  const std::vector<float> sound = {0.1f, -0.2f, 0.3f, 0.4f};
  EXPECT_EQ(resampled(sound, 2, 48000, 48000), sound);
  EXPECT_TRUE(resampled({}, 2, 32000, 48000).empty());
  EXPECT_THROW(Resampler(0, 48000, 2), Error);
  EXPECT_THROW(Resampler(48000, -1, 2), Error);
  EXPECT_THROW(Resampler(48000, 48000, 0), Error);
}

}  // namespace
}  // namespace continuo
