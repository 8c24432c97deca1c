#include "dsp/tone.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>
#include <vector>

namespace continuo {
namespace {

std::vector<float> sine(double hz, double seconds = 1) {
  std::vector<float> sound(2 * static_cast<size_t>(seconds * kSampleRateHz));
  for (size_t i = 0; i < sound.size(); ++i) {
    const double time = static_cast<double>(i / 2) / kSampleRateHz;
    sound[i] = static_cast<float>(0.25 * std::sin(2 * std::numbers::pi * hz * time));
  }
  return sound;
}

// Of the last half, relative to the sine.
double gain_db(Tone& tone, double hz) {
  std::vector<float> sound = sine(hz);
  tone.process(sound);
  double sum = 0;
  for (size_t i = sound.size() / 2; i < sound.size(); ++i)
    sum += static_cast<double>(sound[i]) * sound[i];
  return 10 * std::log10(sum / static_cast<double>(sound.size() / 2) / (0.25 * 0.25 / 2));
}

TEST(Tone, AtRestPassesSoundAsItIs) {
  Tone tone;
  std::vector<float> sound = sine(440);
  const std::vector<float> before = sound;
  tone.process(sound);
  for (size_t i = 0; i < sound.size(); ++i) ASSERT_NEAR(sound[i], before[i], 1e-6f);
}

TEST(Tone, TiltsAboutItsPivot) {
  Tone tone;
  tone.tilt(12);
  tone.settle();
  EXPECT_NEAR(gain_db(tone, 12000), 6, 0.8);
  EXPECT_NEAR(gain_db(tone, 60), -6, 0.3);
  EXPECT_LT(gain_db(tone, 400), gain_db(tone, 4000) - 6);
}

TEST(Tone, TakesBassAway) {
  Tone tone;
  tone.bass(-12);
  tone.settle();
  EXPECT_LT(gain_db(tone, 40), -8);
  EXPECT_NEAR(gain_db(tone, 2000), 0, 0.3);
}

TEST(Tone, MovesWithoutAClick) {
  Tone tone;
  std::vector<float> sound = sine(300);
  const double widest = 0.25 * 2 * std::numbers::pi * 300 / kSampleRateHz;
  tone.process(std::span(sound).first(9600));
  tone.tilt(-18);
  tone.bass(-12);
  tone.process(std::span(sound).subspan(9600));
  double leap = 0;
  for (size_t i = 2; i < sound.size(); ++i)
    leap = std::max(leap, static_cast<double>(std::abs(sound[i] - sound[i - 2])));
  EXPECT_LT(leap, 4 * widest);
}

}  // namespace
}  // namespace continuo
