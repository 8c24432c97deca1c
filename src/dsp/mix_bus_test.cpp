#include "dsp/mix_bus.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/rng.h"

namespace continuo {
namespace {

// The level of what comes out, in dB beside what goes in, once it has settled.
double through(double hz, double right) {
  MixBus bus;
  double in = 0, out = 0;
  std::vector<float> sound(2 * 2 * kSampleRateHz);
  for (size_t n = 0; n < sound.size() / 2; ++n) {
    const double value =
        std::sin(2 * std::numbers::pi * hz * static_cast<double>(n) / kSampleRateHz);
    sound[2 * n] = static_cast<float>(value);
    sound[2 * n + 1] = static_cast<float>(value * right);
  }
  const std::vector<float> before = sound;
  bus.process(sound);
  for (size_t i = sound.size() / 2; i < sound.size(); ++i) {
    in += static_cast<double>(before[i]) * static_cast<double>(before[i]);
    out += static_cast<double>(sound[i]) * static_cast<double>(sound[i]);
  }
  return 10 * std::log10(out / in);
}

TEST(MixBus, KeepsTheMiddleAndTakesTheSidesAwayBelow) {
  for (const double hz : {40.0, 120.0, 1000.0, 10000.0}) EXPECT_NEAR(through(hz, 1), 0, 0.15) << hz;
  EXPECT_NEAR(through(MixBus::kMonoBelow_hz, -1), -3, 0.1);
  EXPECT_NEAR(through(MixBus::kMonoBelow_hz / 2, -1), -12.3, 0.3);
  EXPECT_LT(through(30, -1), -23);
  EXPECT_NEAR(through(2000, -1), 0, 0.05);
}

TEST(MixBus, WhatDoesNotMoveGoes) {
  MixBus bus;
  std::vector<float> sound(2 * kSampleRateHz, 0.3f);
  bus.process(sound);
  EXPECT_LT(std::abs(sound.back()), 1e-4f);
}

TEST(MixBus, PartsAddUpToTheWhole) {
  Rng rng(3);
  std::vector<float> whole(2 * 20000);
  std::vector<float> sum(whole.size());
  for (int part = 0; part < 5; ++part) {
    std::vector<float> sound(whole.size());
    for (float& sample : sound) sample = static_cast<float>(rng.uniform(-0.2, 0.2));
    for (size_t i = 0; i < sound.size(); ++i) whole[i] += sound[i];
    MixBus bus(6);
    bus.process(sound);
    for (size_t i = 0; i < sound.size(); ++i) sum[i] += sound[i];
  }
  MixBus bus(6);
  bus.process(whole);
  for (size_t i = 0; i < whole.size(); ++i) ASSERT_NEAR(whole[i], sum[i], 3e-6f) << i;
}

TEST(MixBus, IsTheSameUnderAnyChunking) {
  Rng rng(4);
  std::vector<float> whole(2 * 3000);
  for (float& sample : whole) sample = static_cast<float>(rng.uniform(-1, 1));
  std::vector<float> pieces = whole;
  MixBus(3).process(whole);
  MixBus bus(3);
  for (size_t at = 0; at < pieces.size();) {
    const size_t count = std::min(pieces.size() - at, 2 * static_cast<size_t>(rng.range(1, 200)));
    bus.process(std::span(pieces).subspan(at, count));
    at += count;
  }
  EXPECT_EQ(whole, pieces);
}

}  // namespace
}  // namespace continuo
